import { assertEquals, assertMatch } from "@std/assert";
import { parseBody, parseLines } from "./json_body.ts";
import { assertLinear } from "../../tests/support/growth.ts";

Deno.test("parseBody() reads one object, an array and NDJSON", () => {
  assertEquals(parseBody('{"a":1}'), { objects: [{ a: 1 }], faults: [] });
  assertEquals(parseBody('[{"a":1},{"a":2}]').objects, [{ a: 1 }, { a: 2 }]);
  assertEquals(parseBody('{"a":1}\n\n{"a":2}\r\n').objects, [{ a: 1 }, { a: 2 }]);
  assertEquals(parseBody('{\n "a": 1\n}').objects, [{ a: 1 }]);
});

Deno.test("parseBody() keeps the good parts of a batch and says where the bad ones are", () => {
  const array = parseBody('[{"a":1},7,null]');
  assertEquals(array.objects, [{ a: 1 }]);
  assertEquals(array.faults.map((fault) => fault.where), ["item 2", "item 3"]);
  const lines = parseBody('{"a":1}\n{"a":\n[1]\n{"a":2}');
  assertEquals(lines.objects, [{ a: 1 }, { a: 2 }]);
  assertEquals(lines.faults.map((fault) => fault.where), ["line 2", "line 3"]);
});

Deno.test("parseBody() tells what is wrong with a body that is no JSON", () => {
  for (const text of ["", "hello", "data=%7B%7D", '{"a":', "nul"]) {
    const { objects, faults } = parseBody(text);
    assertEquals(objects, []);
    assertEquals(faults.length, 1);
    assertMatch(faults[0]?.message ?? "", /^Not JSON: /);
  }
  assertMatch(parseBody("7").faults[0]?.message ?? "", /this is a number/);
});

Deno.test("parseBody() reads Python's NaN and Infinity as null, but not inside strings", () => {
  const body = parseBody('{"a":NaN,"b":[-Infinity,Infinity],"c":"NaN \\" Infinity"}');
  assertEquals(body.objects, [{ a: null, b: [null, null], c: 'NaN " Infinity' }]);
});

Deno.test("parseBody() takes linear time for hostile text", () => {
  assertLinear((size) => void parseBody('{"NaN' + '\\"'.repeat(size)), 1_000);
});

Deno.test("parseLines() counts lines from the number it is given", () => {
  assertEquals(parseLines(["x"], 41).faults[0]?.where, "line 41");
});
