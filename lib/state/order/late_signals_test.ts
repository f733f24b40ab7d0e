import { assertEquals } from "@std/assert";
import type { Signal } from "../signal/signal.ts";
import { nextBroken } from "./broken.ts";
import { hasEnded } from "./over.ts";

const SIGNAL: Signal = {
  event: 1,
  kind: "tool.start",
  agent: "main",
  agentName: null,
  at: 1000,
  tool: null,
  question: null,
  prompt: null,
  summary: "",
  payload: {},
};

function ends(key: string, at: number): Signal {
  return { ...SIGNAL, kind: "tool.end", tool: { name: "Bash", key, input: "" }, at };
}

Deno.test("a tool stays broken off while others end that ran beside it, and not later", () => {
  const broken = { key: "t1", at: 1000 };
  assertEquals(nextBroken(broken, ends("t2", 1000)), broken);
  assertEquals(nextBroken(broken, ends("t1", 1000)), null);
  assertEquals(nextBroken(broken, ends("t2", 1001)), null);
});

Deno.test("a tool use of which nothing is known is none that has ended", () => {
  const over = [{ name: "tool t1", at: 1000 }];
  assertEquals(hasEnded(over, SIGNAL), false);
  assertEquals(hasEnded(over, { ...ends("t1", 1000), kind: "tool.start" }), true);
});
