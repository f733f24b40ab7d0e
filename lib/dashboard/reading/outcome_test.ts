import { assertEquals } from "@std/assert";
import type { JsonObject, Status } from "../../events/event.ts";
import { compact, outcomeOf } from "./outcome.ts";
import { payloadOf, toolInput } from "./payload.ts";

function outcome(tool: string, data: JsonObject, status?: Status): string {
  const payload = payloadOf([data]);
  return outcomeOf(tool, payload, toolInput(payload), status);
}

Deno.test("outcomeOf() says how a call went in a few characters", () => {
  const patch = [{ lines: [" a", "-b", "+c", "+d"] }];
  const cases: [string, JsonObject, string][] = [
    ["Edit", { tool_response: { structuredPatch: patch } }, "+2 −1"],
    ["Edit", { tool_input: { old_string: "a", new_string: "b\nc" } }, "+2 −1"],
    ["Write", { tool_input: { content: "a\nb\n" } }, "+2"],
    ["Read", { tool_response: { file: { numLines: 16 } } }, "16 lines"],
    ["Grep", { tool_response: { numFiles: 1 } }, "1 file"],
    ["Bash", { tool_response: { stdout: "ok\n", interrupted: true } }, "interrupted"],
    ["Bash", { tool_response: { stdout: "a\nb" } }, "2 lines"],
    ["Task", { tool_response: { totalTokens: 18_420 } }, "18k tokens"],
    ["Whatever", { tool_response: "text" }, ""],
  ];
  for (const [tool, data, expected] of cases) assertEquals(outcome(tool, data, "ok"), expected);
});

Deno.test("outcomeOf() tells why a call failed", () => {
  assertEquals(outcome("Bash", { exit_code: 2 }, "error"), "exit 2");
  assertEquals(outcome("Edit", { error: "not\nfound" }, "error"), "not found");
  assertEquals(outcome("Edit", {}, "error"), "failed");
  assertEquals(outcome("Edit", { is_interrupt: true, error: "x" }, "error"), "interrupted");
});

Deno.test("compact() shortens counts", () => {
  assertEquals([999, 1000, 1249, 18_420, 999_600, 1_234_567].map(compact), [
    "999",
    "1k",
    "1.2k",
    "18k",
    "1M",
    "1.2M",
  ]);
});
