import { assert, assertEquals } from "@std/assert";
import type { Json } from "../../events/event.ts";
import { bytesOf, MAX_BYTES } from "../../mcp/bounded_list.ts";
import { cutJson, valueAt } from "./cut_json.ts";

Deno.test("cutJson() leaves small values alone", () => {
  const value = { a: [1, null, true, "text"], b: {} };
  assertEquals(cutJson(value, ""), { value, cut: [] });
});

Deno.test("cutJson() names each place that it cut by a pointer that leads there", () => {
  const value = {
    data: { "a/b~c": "x".repeat(50_000), list: Array.from({ length: 900 }, () => 1) },
  };
  const { cut } = cutJson(value, "");
  assertEquals(cut, [
    { path: "/data/a~1b~0c", characters: 50_000, shown: 8_000 },
    { path: "/data/list", items: 900, shown: 200 },
  ]);
  for (const { path } of cut) assert(valueAt(value, `${path}`) !== undefined);
});

Deno.test("cutJson() makes anything small enough", () => {
  let deep: Json = "x".repeat(3_000);
  for (let depth = 0; depth < 6; depth++) deep = [deep, deep, deep, deep, deep];
  const wide = Object.fromEntries(
    Array.from({ length: 3_000 }, (_, n) => [`${n}`.repeat(300), "\u{1f600}".repeat(2_000)]),
  );
  for (const value of [deep, wide, [wide, wide], "é".repeat(100_000)]) {
    assert(bytesOf({ ...cutJson(value, "/data") }) <= MAX_BYTES);
  }
});

Deno.test("valueAt() finds own values only", () => {
  const value = { a: { b: ["x"] } };
  assertEquals(valueAt(value, "/a/b/0"), "x");
  assertEquals(valueAt(value, ""), value);
  for (const path of ["/a/b/1", "/a/b/length", "/a/constructor", "/a/b/0/0", "/__proto__"]) {
    assertEquals(valueAt(value, path), undefined, path);
  }
});
