import { assertEquals } from "@std/assert";
import { nearestWord } from "./nearest_word.ts";
import { ALL_SETTINGS } from "./settings.ts";

const KEYS = ALL_SETTINGS.map(({ key }) => key);

Deno.test("nearestWord() finds what was mistyped", () => {
  const pairs = [["keep_day", "keep_days"], ["prot", "port"], ["PORT", "port"], ["hots", "host"]];
  for (const [typed = "", meant = ""] of pairs) assertEquals(nearestWord(typed, KEYS), meant);
});

Deno.test("nearestWord() finds nothing that has little in common with what was typed", () => {
  for (const typed of ["colour", "theme", "x", "", "notifications", "p".repeat(100_000), "日本"]) {
    assertEquals(nearestWord(typed, KEYS), null, typed.slice(0, 20));
  }
  assertEquals(nearestWord("a", ["b"]), null);
});
