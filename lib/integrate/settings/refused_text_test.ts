import { assertEquals } from "@std/assert";
import { GOOD_SAMPLES } from "./_samples.ts";
import { refusedIn } from "./refused_text.ts";

Deno.test("refusedIn() names a comment or a trailing comma, and its line", () => {
  assertEquals(refusedIn('{ // why\n "model": "opus" }'), "It has a comment in line 1");
  assertEquals(refusedIn('{\n  "a": 1 /* x */\n}'), "It has a comment in line 2");
  assertEquals(refusedIn('{"a":1}\n// end'), "It has a comment in line 2");
  assertEquals(refusedIn('{"a":1,\n}'), "It has a trailing comma in line 2");
  assertEquals(refusedIn('{"a":[1,\n2,\n]}'), "It has a trailing comma in line 3");
});

Deno.test("refusedIn() finds nothing in what Claude Code takes", () => {
  const loose = ["comments", "trailing commas", "hooks of another monitor", "a status line"];
  for (const [name, text] of Object.entries(GOOD_SAMPLES)) {
    if (loose.includes(name) || name === "telemetry of metrics") continue;
    assertEquals(refusedIn(text ?? ""), null, name);
  }
  assertEquals(refusedIn('{"a":"// no comment, }"}'), null);
});
