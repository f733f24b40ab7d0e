import { assertEquals } from "@std/assert";
import { testDraft } from "../../tests/support/events.ts";
import { isRepeat, nextTold } from "./repeats.ts";

const event = (source: string, type: string) => ({ id: 1, ...testDraft({ source, type }) });

Deno.test("isRepeat() takes the word of Claude Code's own hooks, once they have spoken", () => {
  const mpm = (type: string) => event("claude-mpm", type);
  assertEquals(isRepeat([], mpm("tool.pre")), false);
  const known = nextTold([], event("claude-code", "tool.pre"));
  assertEquals(known, ["tool.pre"]);
  assertEquals(isRepeat(known, mpm("tool.pre")), true);
  // What claude-mpm makes of the same call.
  for (const type of ["agent.start", "agent.stop", "todo.update"]) {
    assertEquals(isRepeat(known, mpm(type)), true, type);
    assertEquals(isRepeat(["turn.stop"], mpm(type)), false, type);
  }
  assertEquals(isRepeat(known, mpm("turn.stop")), false);
  assertEquals(isRepeat(known, mpm("constructor")), false);
  assertEquals(isRepeat(known, event("claude-code", "tool.pre")), false);
  assertEquals(isRepeat(known, event("otel", "tool.pre")), false);
});

Deno.test("nextTold() learns each kind once, of Claude Code's own hooks alone, and not too many", () => {
  const one = nextTold([], event("claude-code", "a.b"));
  assertEquals(nextTold(one, event("claude-code", "a.b")), one);
  assertEquals(nextTold(one, event("claude-mpm", "c.d")), one);
  let many: readonly string[] = [];
  for (let n = 0; n < 100; n++) many = nextTold(many, event("claude-code", `made.up${n}`));
  assertEquals(many.length, 64);
});
