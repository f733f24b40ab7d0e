import { assertEquals } from "@std/assert";
import { findPlaces } from "./places.ts";
import { type Bench, tryPlace } from "./trials.ts";
import type { TestEnd } from "./workshop.ts";

const PATH = "lib/a.ts";
const TEXT = "if (a) return;\n";

/** A workshop in which tests end as they are told. */
class FakeBench implements Bench {
  text = TEXT;
  readonly ran: string[] = [];
  readonly #end: (test: string, isBroken: boolean) => TestEnd["outcome"];

  constructor(end: (test: string, isBroken: boolean) => TestEnd["outcome"]) {
    this.#end = end;
  }

  write(_path: string, text: string): Promise<void> {
    this.text = text;
    return Promise.resolve();
  }

  run(test: string): Promise<TestEnd> {
    this.ran.push(test);
    return Promise.resolve({ outcome: this.#end(test, this.text !== TEXT), ms: 10 });
  }
}

async function run(bench: FakeBench, tests: readonly string[]) {
  const [place] = findPlaces(PATH, TEXT);
  if (place === undefined) throw new Error("No place");
  const calm = new Map<string, number | null>();
  const { outcome, by, tests: count } = await tryPlace(place, bench, {
    texts: new Map([[PATH, TEXT]]),
    testsOf: () => tests,
    calm,
  });
  assertEquals(bench.text, TEXT);
  return { outcome, by, count, calm };
}

Deno.test("tryPlace() stops at the first test that notices", async () => {
  const bench = new FakeBench((test, isBroken) => isBroken && test === "b" ? "failed" : "passed");
  const { outcome, by, count } = await run(bench, ["a", "b", "c"]);
  assertEquals({ outcome, by, count }, { outcome: "killed", by: "b", count: 2 });
  assertEquals(bench.ran, ["a", "b", "b"]);
});

Deno.test("tryPlace() says what nobody noticed, and what no test reaches", async () => {
  const calm = new FakeBench(() => "passed");
  assertEquals((await run(calm, ["a", "b", "c"])).outcome, "alive");
  assertEquals(calm.ran, ["a", "b", "c"]);
  assertEquals((await run(new FakeBench(() => "passed"), [])).outcome, "uncovered");
});

Deno.test("tryPlace() takes a test that hangs for one that notices", async () => {
  const bench = new FakeBench((_test, isBroken) => isBroken ? "timeout" : "passed");
  assertEquals((await run(bench, ["a"])).outcome, "timeout");
});

Deno.test("tryPlace() does not believe a test that fails with nothing broken", async () => {
  const bench = new FakeBench((test) => test === "a" ? "failed" : "passed");
  const { outcome, calm } = await run(bench, ["a", "b"]);
  assertEquals(outcome, "alive");
  assertEquals(calm.get("a"), null);
});
