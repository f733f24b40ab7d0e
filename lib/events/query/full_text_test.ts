import { assertEquals } from "@std/assert";
import { wordsNeeded } from "./full_text.ts";
import { parseQuery } from "./parse.ts";

/** What the index of words is asked for, for a query. */
function asked(query: string): readonly string[] {
  return wordsNeeded(parseQuery(query, 0)).map(({ words }) => words);
}

Deno.test("wordsNeeded() asks the index for one of several words", () => {
  assertEquals(asked("apple OR pear").length, 1);
  assertEquals(asked("apple OR pear")[0]?.includes(" OR "), true);
});

Deno.test("wordsNeeded() asks the index for none where one of several terms is no word", () => {
  assertEquals(asked("apple OR tool:Bash"), []);
  assertEquals(asked("apple tool:Bash").length, 1);
});
