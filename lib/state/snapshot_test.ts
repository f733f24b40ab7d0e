import { assertEquals } from "@std/assert";
import type { CanonicalEvent } from "../events/event.ts";
import { EMPTY_STATE, fromSnapshot, reduce, toSnapshot } from "./mod.ts";

function event(id: number, type: string, data: Record<string, string>): CanonicalEvent {
  const facts = { source: "t", category: "tool", session: `s-${id % 2}`, summary: type } as const;
  return { id, ts: id, received: id, type, data, ...facts, tool: data["tool_name"] ?? "Bash" };
}

Deno.test("fromSnapshot() gives back the state that toSnapshot() wrote", () => {
  const events = [
    event(1, "prompt.submit", { prompt: "go" }),
    event(2, "tool.pre", { tool_name: "Bash" }),
    event(3, "agent.start", { agent_type: "engineer" }),
  ];
  const state = reduce(EMPTY_STATE, events);
  const restored = fromSnapshot(toSnapshot(state));
  assertEquals(restored, state);
  const more = [event(4, "tool.post", { tool_name: "Bash" })];
  assertEquals(reduce(restored ?? EMPTY_STATE, more), reduce(state, more));
});

Deno.test("fromSnapshot() puts aside what it does not know", () => {
  for (
    const text of ["", "{", "null", "[]", '{"version":0,"last":1,"sessions":[]}', '{"version":1}']
  ) {
    assertEquals(fromSnapshot(text), null, text);
  }
});
