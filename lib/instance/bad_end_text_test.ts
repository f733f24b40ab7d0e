import { assertEquals, assertStringIncludes } from "@std/assert";
import { badEndText, wordsText } from "./bad_end_text.ts";

Deno.test("badEndText() tells the last words, or that there were none, on one line", () => {
  const facts = { pid: 7, started_at: 0, last_seen: 60_000 };
  assertStringIncludes(badEndText({ ...facts, last_words: null }), "process 7");
  assertEquals(badEndText({ ...facts, last_words: null }).endsWith(", no last words"), true);
  const text = badEndText({ ...facts, last_words: "Error:\n  no memory\n" });
  assertEquals(text.endsWith(", last words: Error: no memory"), true);
});

Deno.test("wordsText() cuts words that are a book", () => {
  assertEquals(wordsText("x".repeat(300)), "x".repeat(300));
  assertEquals(wordsText("x".repeat(301)), `${"x".repeat(300)}…`);
  assertEquals(wordsText(null), "none");
});
