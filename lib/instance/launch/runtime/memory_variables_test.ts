import { assertEquals } from "@std/assert";
import { memoryVariables } from "./memory_variables.ts";

Deno.test("memoryVariables() leaves alone what somebody has set", () => {
  assertEquals(memoryVariables((name) => `own ${name}`), {
    DENO_V8_FLAGS: "own DENO_V8_FLAGS",
    MALLOC_MMAP_THRESHOLD_: "own MALLOC_MMAP_THRESHOLD_",
  });
  const { DENO_V8_FLAGS = "" } = memoryVariables(() => undefined);
  assertEquals(DENO_V8_FLAGS.split(",").every((flag) => /^--[a-z-]+=\d+$/.test(flag)), true);
});
