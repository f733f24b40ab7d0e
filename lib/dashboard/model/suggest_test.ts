import { assertEquals } from "@std/assert";
import { began } from "../rows/_sample.ts";
import { makeRow } from "../rows/row.ts";
import { suggest, wordStart } from "./suggest.ts";

const rows = ["Bash", "Read", "Bash", "mcp tool"].map((tool, at) =>
  makeRow(began(at + 1, { tool }))
);

function texts(word: string): string[] {
  return suggest(word, rows).map(({ text }) => text);
}

Deno.test("suggest() offers fields, then the values that were seen, the most frequent first", () => {
  assertEquals(texts("to"), ["tool:"]);
  assertEquals(texts("-st"), ["-status:"]);
  assertEquals(texts("tool:"), ["tool:Bash", "tool:Read", 'tool:"mcp tool"']);
  assertEquals(texts("status:r"), ["status:running"]);
  assertEquals(texts("project:s"), ["project:shop-api"]);
  assertEquals(texts(""), []);
});

Deno.test("wordStart() finds where the word at the cursor begins", () => {
  assertEquals(wordStart("a tool:B", 8), 2);
  assertEquals(wordStart("(tool", 5), 1);
  assertEquals(wordStart("tool", 2), 0);
});
