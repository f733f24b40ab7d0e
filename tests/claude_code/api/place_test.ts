import { assertEquals } from "@std/assert";
import { placeOf } from "./place.ts";

const user = (content: unknown) => ({ role: "user", content });
const tools = [{ name: "Bash" }];
const assistant = { role: "assistant", content: [] };

Deno.test("placeOf() counts the model's answers since the prompt that names a script", () => {
  assertEquals(placeOf({ tools, messages: [user("Please play:ask")] }), { script: "ask", step: 0 });
  const result = user([{ type: "tool_result", content: "ok" }]);
  const messages = [user("play:hello"), assistant, user("play:ask"), assistant, result];
  assertEquals(placeOf({ tools, messages }), { script: "ask", step: 1 });
});

Deno.test("placeOf() knows what Claude Code asks for itself", () => {
  const summary = user("play:ask. Your task is to create a detailed summary of the conversation");
  assertEquals(placeOf({ messages: [summary] }).script, "#summary");
  assertEquals(placeOf({ messages: [user("A title for: play:ask")] }).script, "#title");
  assertEquals(placeOf({ tools, messages: [user("<bash-stdout>ok")] }).script, "#other");
});
