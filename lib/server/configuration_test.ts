import { assertEquals } from "@std/assert";
import { describeChange } from "./configuration.ts";

Deno.test("describeChange() names what is set otherwise, and nothing else", () => {
  const before = { host: "localhost", "keep-days": 30, "allow-host": ["a"] };
  assertEquals(describeChange(before, { ...before }), null);
  assertEquals(
    describeChange(before, { host: "localhost", "keep-days": 7, redact: false }),
    'allow-host: not set (was ["a"]), keep-days: 7 (was 30), redact: false (was not set)',
  );
});
