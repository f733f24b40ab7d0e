import { assert, assertStringIncludes } from "@std/assert";
import { damageText, reopenedText } from "./trouble_texts.ts";

Deno.test("reopenedText() says which file was removed, and what was lost with it", () => {
  assertStringIncludes(reopenedText("log", 0), "no event was lost");
  assertStringIncludes(reopenedText("gone", 7), "without 7 events of before");
  assert(!reopenedText("gone", 7).includes("no event was lost"));
  // The store at the path may hold more than the one that was lost.
  assertStringIncludes(reopenedText("gone", -3), "without 0 events of before");
});

Deno.test("damageText() says what was found and what to do", () => {
  for (const error of [new Error("page 3"), "page 3"]) {
    const text = damageText(error);
    assertStringIncludes(text, "page 3");
    assertStringIncludes(text, "mpm-monitor restart");
  }
});
