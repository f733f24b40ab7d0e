import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../user_error.ts";
import { DEFAULT_RANGE, formatRange, parsePort, parseRange, portsOf } from "./range.ts";

Deno.test("parseRange() reads LO-HI and falls back to the usual range", () => {
  assertEquals(parseRange("9000-9002"), { first: 9000, last: 9002 });
  assertEquals(parseRange(undefined), DEFAULT_RANGE);
  assertEquals(parseRange(""), DEFAULT_RANGE);
});

Deno.test("parseRange() refuses what is no range", () => {
  for (const text of ["9000", "9002-9000", "0-10", "1-70000", "a-b"]) {
    assertThrows(() => parseRange(text), UserError, "Invalid port range", text);
  }
});

Deno.test("portsOf() lists both ends", () => {
  assertEquals(portsOf({ first: 3, last: 5 }), [3, 4, 5]);
  assertEquals(formatRange({ first: 3, last: 5 }), "3-5");
});

Deno.test("parsePort() takes 1 to 65535 only", () => {
  assertEquals(parsePort("65535", "--port"), 65_535);
  for (const text of ["0", "65536", "-1", "1.5", "0x10", "", "8765 "]) {
    assertThrows(() => parsePort(text, "--port"), UserError, "Invalid port", text);
  }
});
