import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { hasMarks, visible, visibleControls, visibleDeep, visibleJson } from "./visible.ts";

Deno.test("visible() marks what turns the direction of a text or cannot be seen", () => {
  const marks: [string, string][] = [
    ["rm -rf / \u202e# elif\u202c", "rm -rf / <U+202E># elif<U+202C>"],
    ["a\u2066b\u2069", "a<U+2066>b<U+2069>"],
    ["pass\u200bword", "pass<U+200B>word"],
    ["\ufeff#!/bin/sh", "<U+FEFF>#!/bin/sh"],
    ["rm\u200d -rf", "rm<U+200D> -rf"],
    ["su\u200cdo", "su<U+200C>do"],
    ["a\u00adb\u2060c\u180ed\u3164e", "a<U+00AD>b<U+2060>c<U+180E>d<U+3164>e"],
    ["tag\u{e0041}", "tag<U+E0041>"],
    ["\u200f", "<U+200F>"],
  ];
  for (const [text, shown] of marks) {
    assertEquals(visible(text), shown);
    assert(hasMarks(shown));
  }
});

Deno.test("visible() leaves what people write as it is", () => {
  const texts = [
    "👩‍💻 and 👨‍👩‍👧‍👦 and 🏳️‍🌈 and 🧑🏽‍🚀",
    "می‌خواهم",
    "क्‍ष",
    "שלום مرحبا",
    "naïve café Straße 学校 학점",
    "line\nnext\ttab",
    "𝄞 music",
    "plain",
  ];
  for (const text of texts) {
    assertEquals(visible(text), text);
    assert(!hasMarks(text));
  }
});

Deno.test("visibleDeep() reaches every text, and keeps what has none of it as it is", () => {
  const clean = { a: ["x", { b: 1, c: null }], d: true };
  assertStrictEquals(visibleDeep(clean), clean);
  assertEquals(visibleDeep({ a: ["x\u202e", { b: "y\u200b" }], n: 1 }), {
    a: ["x<U+202E>", { b: "y<U+200B>" }],
    n: 1,
  });
  const own = JSON.parse('{"__proto__":{"x":"\u202e"}}');
  assertEquals(JSON.stringify(visibleDeep(own)), '{"__proto__":{"x":"<U+202E>"}}');
});

Deno.test("visibleJson() is the same value, in which everything can be seen", () => {
  const value = { a: "rm \u202e# \u200b \u{e0041} \u009b31m \u007f 👩‍💻 שלום", "\u202ek": 1 };
  const text = visibleJson(JSON.stringify(value));
  assertEquals(JSON.parse(text), value);
  assert(/^[^\u007f-\u009f\u200b\u202e\u{e0041}]*$/u.test(text), text);
  assert(text.includes("👩‍💻 שלום"));
});

Deno.test("visibleControls() leaves lines and columns alone", () => {
  assertEquals(visibleControls("a\tb\r\nc\u001b[2J\u009b"), "a\tb\r\nc<U+001B>[2J<U+009B>");
});
