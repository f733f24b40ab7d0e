import { assertEquals } from "@std/assert";
import { parseExactJson } from "./exact_json.ts";

Deno.test("whole numbers of 64 bits are kept to the last digit", () => {
  assertEquals(
    parseExactJson(
      '{"a":9007199254740993,"b":[-9223372036854775808, 18446744073709551615],"c":12}',
    ),
    { a: "9007199254740993", b: ["-9223372036854775808", "18446744073709551615"], c: 12 },
  );
});

Deno.test("other numbers, and digits in texts, stay what they are", () => {
  const value = {
    a: 1e300,
    b: 0.1234567890123456789,
    c: ": 9007199254740993,",
    d: 9007199254740991,
  };
  assertEquals(parseExactJson(JSON.stringify(value)), value);
  assertEquals(parseExactJson('{"x":9007199254740993,"y":1.5,"z":2e30}'), {
    x: "9007199254740993",
    y: 1.5,
    z: 2e30,
  });
});
