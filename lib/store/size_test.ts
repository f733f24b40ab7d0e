import { assertEquals } from "@std/assert";
import { parseSize } from "./size.ts";

Deno.test("parseSize() reads sizes as people write them", () => {
  const cases: readonly (readonly [string, number | undefined])[] = [
    ["1024", 1024],
    ["500 MB", 500 * 1024 ** 2],
    ["500mib", 500 * 1024 ** 2],
    ["2GiB", 2 * 1024 ** 3],
    ["1.5g", 1.5 * 1024 ** 3],
    ["10b", 10],
    ["1 T", 1024 ** 4],
    ["", undefined],
    ["big", undefined],
    ["-1", undefined],
    ["1 PB", undefined],
    ["1 gib b", undefined],
  ];
  for (const [text, bytes] of cases) assertEquals(parseSize(text), bytes, text);
});
