import { assertEquals } from "@std/assert";
import { shellWords } from "./shell_words.ts";

Deno.test("shellWords() reads as far as it is told, and within quotes", () => {
  const words = (text: string, to?: number) =>
    shellWords(text, 0, to).words.map(({ text }) => text);
  assertEquals(words("curl -u 'jo:pw' \"a b\""), ["curl", "-u", "jo:pw", "a b"]);
  assertEquals(words("curl --user", 8), ["curl", "--u"]);
  assertEquals(words("one; two"), ["one"]);
});
