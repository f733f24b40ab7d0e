import { assertEquals, assertThrows } from "@std/assert";
import { UserError } from "../../user_error.ts";
import { numberOption } from "./number_option.ts";

const BOUNDS = { low: 0.5, high: 100 };

Deno.test("numberOption() reads a number within its bounds", () => {
  assertEquals(numberOption({ speed: "0.5" }, "speed", BOUNDS), 0.5);
  assertEquals(numberOption({ speed: "100" }, "speed", BOUNDS), 100);
  assertEquals(numberOption({}, "speed", BOUNDS), undefined);
});

Deno.test("numberOption() refuses what is no number, or none of these", () => {
  for (const speed of ["fast", "", "-1", "0.4", "101", "1e1", "0x10", "Infinity"]) {
    assertThrows(() => numberOption({ speed }, "speed", BOUNDS), UserError, "--speed");
  }
  assertThrows(() => numberOption({ seed: "1.5" }, "seed", { ...BOUNDS, whole: true }), UserError);
});
