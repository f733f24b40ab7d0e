import { assertEquals } from "@std/assert";
import { type EngineClient, UnjoinedClients } from "./unjoined.ts";

Deno.test("UnjoinedClients pushes out the oldest that only knock, and nobody who joined", () => {
  const closed: string[] = [];
  const client = (name: string): EngineClient => ({
    close: () => closed.push(name),
    once: () => {},
  });
  const [real, ...knocking] = ["real", "a", "b", "c", "d"].map(client);
  const unjoined = new UnjoinedClients(2);
  if (real === undefined) throw new Error("unreachable");
  unjoined.add(real);
  unjoined.joined(real);
  for (const each of knocking) unjoined.add(each);
  assertEquals(closed, ["a", "b"]);
});

Deno.test("UnjoinedClients does not count who has left", () => {
  const closed: string[] = [];
  const leave: (() => void)[] = [];
  const unjoined = new UnjoinedClients(1);
  for (const name of ["a", "b"]) {
    unjoined.add({ close: () => closed.push(name), once: (_, run) => leave.push(run) });
    leave.at(-1)?.();
  }
  assertEquals(closed, []);
});
