import { assertEquals } from "@std/assert";
import { PluginDuplicates } from "./plugin_duplicates.ts";

let keys = 0;

function input(text: string, byPlugin: boolean, time: number, claudePid = 1) {
  return {
    text: byPlugin ? `\t${text}` : ` ${text}`,
    byPlugin,
    time,
    claudePid,
    body: {},
    key: `k${++keys}`,
  };
}

function found(...inputs: readonly ReturnType<typeof input>[]): readonly boolean[] {
  const duplicates = new PluginDuplicates();
  return inputs.map((each) => duplicates.isSecond(each));
}

Deno.test("PluginDuplicates finds the second of two, whichever comes first", () => {
  const long = "x".repeat(100_000);
  for (const text of ["a", long]) {
    assertEquals(found(input(text, false, 0), input(text, true, 3_000)), [false, true]);
    assertEquals(found(input(text, true, 3_000), input(text, false, 0)), [false, true]);
  }
});

Deno.test("PluginDuplicates leaves what happens twice two events", () => {
  const twice = [false, true, false, true].map((byPlugin, n) => input("a", byPlugin, n * 100));
  assertEquals(found(...twice), [false, true, false, true]);
  const together = [false, false, true, true].map((byPlugin, n) => input("a", byPlugin, n * 100));
  assertEquals(found(...together), [false, false, true, true]);
});

Deno.test("PluginDuplicates takes nothing else for one event", () => {
  assertEquals(found(input("a", false, 0), input("a", false, 1)), [false, false]);
  assertEquals(found(input("a", true, 0), input("a", true, 1)), [false, false]);
  assertEquals(found(input("a", false, 0), input("b", true, 1)), [false, false]);
  assertEquals(found(input("a", false, 0), input("a", true, 1, 2)), [false, false]);
  assertEquals(found(input("a", false, 0), input("a", true, 20_000)), [false, false]);
  // A clock that was put back.
  assertEquals(found(input("a", false, 50_000), input("a", true, 0)), [false, false]);
});

Deno.test("PluginDuplicates says the same of an input that comes again", () => {
  const [first, second] = [input("a", false, 0), input("a", true, 1)];
  assertEquals(found(first, first, second, second, first), [false, false, true, true, false]);
});
