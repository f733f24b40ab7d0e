import { breakAt, type Place } from "./places.ts";
import type { Result } from "./result_log.ts";
import type { TestEnd } from "./workshop.ts";

/** What a trial needs of a {@linkcode Workshop}. */
export interface Bench {
  write(path: string, text: string): Promise<void>;
  run(test: string, limit: number): Promise<TestEnd>;
}

/** What trials know of the tests, in all workshops. */
export interface TrialContext {
  /** The texts of all files as they are. */
  readonly texts: ReadonlyMap<string, string>;
  /** The test files that are run for a file, in their order. */
  readonly testsOf: (path: string) => readonly string[];
  /** Milliseconds that test files took with nothing broken; those that fail so are `null`. */
  readonly calm: Map<string, number | null>;
}

/** Milliseconds that a test file is given beside five times what it took before. */
const ALLOWANCE = 25_000;
/** What a test file is given whose time is not known. */
const FIRST_LIMIT = 90_000;

/** Breaks one place, runs its tests until one notices, and mends the place again. */
export async function tryPlace(place: Place, bench: Bench, context: TrialContext): Promise<Result> {
  const { texts, testsOf, calm } = context;
  const { id, path, line, operator, inside, before, after } = place;
  const text = texts.get(path) ?? "";
  const tests = testsOf(path).filter((test) => calm.get(test) !== null);
  const about = { id, path, line, operator, inside, before, after };
  let ran = 0;
  let spent = 0;
  try {
    await bench.write(path, breakAt(text, place));
    for (const test of tests) {
      const { outcome, ms } = await bench.run(test, limitOf(calm.get(test)));
      ran++;
      spent += ms;
      if (outcome === "passed") {
        if (!calm.has(test)) calm.set(test, ms);
        continue;
      }
      if (await passesCalm(test, place, bench, context)) {
        const ended = outcome === "failed" ? "killed" : "timeout";
        return { ...about, outcome: ended, by: test, tests: ran, ms: spent };
      }
    }
  } finally {
    await bench.write(path, text);
  }
  return { ...about, outcome: ran === 0 ? "uncovered" : "alive", tests: ran, ms: spent };
}

/** Whether a test passes with nothing broken: one that never does has noticed nothing. */
async function passesCalm(
  test: string,
  place: Place,
  bench: Bench,
  { texts, calm }: TrialContext,
): Promise<boolean> {
  const known = calm.get(test);
  if (known !== undefined) return known !== null;
  const text = texts.get(place.path) ?? "";
  await bench.write(place.path, text);
  const { outcome, ms } = await bench.run(test, FIRST_LIMIT);
  calm.set(test, outcome === "passed" ? ms : null);
  await bench.write(place.path, breakAt(text, place));
  return outcome === "passed";
}

function limitOf(known: number | null | undefined): number {
  return typeof known === "number" ? Math.min(ALLOWANCE + 5 * known, FIRST_LIMIT) : FIRST_LIMIT;
}
