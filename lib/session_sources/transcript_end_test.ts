import { assertEquals } from "@std/assert";
import { readTurnEnd } from "./transcript_end.ts";

const user = (content: unknown) => ({ type: "user", message: { role: "user", content } });
const ESCAPE = user([{ type: "text", text: "[Request interrupted by user]" }]);
const ESCAPE_AT_TOOL = user([{ type: "text", text: "[Request interrupted by user for tool use]" }]);
const ANSWER = { type: "assistant", message: { role: "assistant", content: [] } };

Deno.test("readTurnEnd() tells how the last turn ended", () => {
  const cases: readonly [string, readonly unknown[]][] = [
    ["open", []],
    ["open", [user("go")]],
    ["interrupted", [user("go"), ANSWER, ESCAPE]],
    ["interrupted", [user("go"), ANSWER, ESCAPE_AT_TOOL, { type: "last-prompt" }]],
    ["interrupted", [user("[Request interrupted by user]")]],
    ["open", [ESCAPE, user("again")]],
    ["open", [user("What does [Request interrupted by user] mean?")]],
    ["finished", [ANSWER, { type: "system", subtype: "turn_duration" }, { type: "mode" }]],
    ["open", [{ type: "system", subtype: "stop_hook_summary" }, user("more")]],
    ["open", [user("go"), { ...ESCAPE, isSidechain: true }]],
  ];
  for (const [end, entries] of cases) {
    const text = entries.map((entry) => JSON.stringify(entry)).join("\n") + "\n";
    assertEquals(readTurnEnd(text), end, text);
    // Cut off in front, and half a line behind.
    assertEquals(readTurnEnd(`message":"x"}\n${text}{"type":"us`), end, text);
  }
});
