import { assertEquals } from "@std/assert";
import { besideState } from "./beside_state.ts";

const NOW = 1_800_000_000_000;
const SERVER = { id: "b1", kind: "shell", text: "npm run dev" };
const WATCH = { id: "b2", kind: "shell", text: "make watch" };

Deno.test("besideState() says how old a state is, and what runs on", () => {
  const of = (silent_since: number | null, background: readonly typeof SERVER[]) =>
    besideState({ state: "working", silent_since, background }, NOW);
  assertEquals(of(null, []), []);
  assertEquals(of(NOW - 240_000, []), ["nothing heard for 4 min"]);
  assertEquals(of(null, [SERVER]), ["in the background: npm run dev"]);
  assertEquals(of(null, [SERVER, WATCH]), ["2 tasks in the background"]);
  assertEquals(besideState({ state: "done", silent_since: null, background: [SERVER] }, NOW), []);
});
