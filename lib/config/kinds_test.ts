import { assertEquals } from "@std/assert";
import { DAYS, SIZE, SWITCH, TARGETS } from "./kinds.ts";

Deno.test("TARGETS takes the desktop, and addresses that can be posted to", () => {
  for (const text of ["http://localhost:9000/x", "desktop", "desktop,http://a/"]) {
    assertEquals(TARGETS.parse(text), text);
  }
  for (
    const text of [
      "",
      "desktop,",
      "desktop,x",
      "desk",
      "localhost",
      "file:///etc/passwd",
      "javascript:1",
    ]
  ) assertEquals(TARGETS.parse(text), undefined, text);
});

Deno.test("SWITCH has one form in which it is kept", () => {
  for (const text of ["on", "True", "YES", "1"]) assertEquals(SWITCH.parse(text), true, text);
  for (const text of ["off", "false", "No", "0"]) assertEquals(SWITCH.parse(text), false, text);
  for (const text of ["", "2", "onn"]) assertEquals(SWITCH.parse(text), undefined, text);
  assertEquals([SWITCH.format(true), SWITCH.format(false)], ["on", "off"]);
});

Deno.test("DAYS and SIZE end at their bounds", () => {
  assertEquals(["1", "36500"].map((text) => DAYS.parse(text)), [1, 36_500]);
  for (const text of ["0", "36501", "1.5", "-1", "1e3"]) {
    assertEquals(DAYS.parse(text), undefined, text);
  }
  assertEquals(SIZE.parse("10MB")?.bytes, 10 * 1024 ** 2);
  for (const text of ["10485759", "", "big", "-1GB"]) {
    assertEquals(SIZE.parse(text), undefined, text);
  }
});
