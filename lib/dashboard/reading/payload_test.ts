import { assertEquals } from "@std/assert";
import { sample } from "../rows/_sample.ts";
import { kindOf } from "./kind.ts";
import { openPayload, toolInput, toolResponse } from "./payload.ts";

Deno.test("openPayload() finds values however deep they are wrapped, innermost first", () => {
  const payload = openPayload({ data: { a: 1, data: { a: 2, data: { b: "x" } } } });
  assertEquals([payload.number("a"), payload.text("b"), payload.text("c")], [2, "x", undefined]);
});

Deno.test("openPayload() asks the events of a pair one after the other", () => {
  const payload = openPayload({ data: { tool_response: "out" } }, {
    data: { tool_input: { command: "ls" } },
  });
  assertEquals([toolInput(payload).text("command"), toolResponse(payload)], ["ls", "out"]);
});

Deno.test("openPayload() copes with data of any shape", () => {
  for (const data of [null, 7, "text", [1, 2], { data: null }]) {
    assertEquals(openPayload({ data }).text("prompt"), undefined);
  }
});

Deno.test("kindOf() tells what waits for a person from what only informs", () => {
  const notification = (data: Record<string, string>, summary = "") =>
    kindOf(sample(1, { type: "notification", data, summary }));
  assertEquals(notification({ notification_type: "permission_prompt" }), "waiting");
  assertEquals(notification({ notification_type: "auth_success" }), "note");
  assertEquals(notification({ message: "Claude needs your permission to use Bash" }), "waiting");
  assertEquals(kindOf(sample(1, { type: "hook.execution" })), "housekeeping");
  assertEquals(kindOf(sample(1, { type: "something.else" })), "note");
});
