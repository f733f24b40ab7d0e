import { assertEquals } from "@std/assert";
import { findReplacedWords } from "./words.ts";

const found = (text: string, path = "lib/a.ts") =>
  findReplacedWords([{ path, text }]).map((line) => line.split(": ")[0]);

Deno.test("findReplacedWords() names the place of a word that the glossary replaced", () => {
  assertEquals(found("const a = 1;\nconst tally = told(doubles);"), [
    'lib/a.ts:2 says "told"',
    'lib/a.ts:2 says "tally"',
    'lib/a.ts:2 says "doubles"',
  ]);
  assertEquals(found("const MOST_WORDS = LONGEST_WAIT;").length, 1);
});

Deno.test("findReplacedWords() leaves plain English, and names on the wire and in stores", () => {
  assertEquals(
    found(
      "it is told to end; they can be told apart; a double holds it; " +
        'app.get("/api/events/tally"); it waits for the longest; the lane is ahead',
    ),
    [],
  );
  assertEquals(found("readonly told: readonly string[];", "lib/state/state.ts"), []);
  assertEquals(found("| tally | aggregate |", "docs/glossary.md"), []);
});
