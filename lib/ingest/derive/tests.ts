import { lookup } from "../../events/lookup.ts";

/** What a run of tests came to. */
export interface TestCounts {
  readonly passed?: number;
  readonly failed?: number;
  readonly skipped?: number;
}

const SCRIPT = /^(test|tests|check:test|test[:_-].+)$/;

/** Runners that are told to test by a word after their name. */
const SUBCOMMANDS: Readonly<Record<string, RegExp>> = {
  npm: /^(t|tst)$/,
  pnpm: /^t$/,
  yarn: /^$/,
  bun: /^$/,
  deno: /^$/,
  cargo: /^(t|nextest)$/,
  go: /^$/,
  mvn: /^verify$/,
  mvnw: /^verify$/,
  gradle: /^$/,
  gradlew: /^$/,
  dotnet: /^$/,
  make: /^check$/,
  just: /^$/,
  mix: /^$/,
  rake: /^(spec)?$/,
  rails: /^$/,
  swift: /^$/,
  zig: /^$/,
  node: /^--test$/,
};

/** Programs that do nothing but test. */
const RUNNERS = new Set([
  "ava",
  "ctest",
  "jest",
  "mocha",
  "nose2",
  "phpunit",
  "playwright",
  "pytest",
  "py.test",
  "rspec",
  "tap",
  "tox",
  "vitest",
]);

/** The runner's name, if a simple command runs tests. */
export function testRunner(words: readonly string[]): string | undefined {
  const name = (words[0] ?? "").replace(/^.*[/\\]/, "");
  if (RUNNERS.has(name)) return name;
  if (/^python[\d.]*$/.test(name) && words[1] === "-m") {
    return ["pytest", "unittest"].find((module) => module === words[2]);
  }
  const subcommand = lookup(SUBCOMMANDS, name);
  if (subcommand === undefined) return undefined;
  const rest = words.slice(1).filter((word) => word !== "run" && word !== "task");
  const target = rest.find((word) => !word.startsWith("-") || word === "--test") ?? "";
  return SCRIPT.test(target) || (target !== "" && subcommand.test(target)) ? name : undefined;
}

const COUNTS: readonly (readonly [name: keyof TestCounts, pattern: RegExp])[] = [
  ["passed", /(?<![\d.])(\d{1,7}) (?:tests? )?(?:passed|passing)\b/gi],
  ["passed", /^# pass (\d{1,7})$/gm],
  ["failed", /(?<![\d.])(\d{1,7}) (?:tests? )?(?:failed|failing|failures?|errors?)\b/gi],
  ["failed", /^# fail (\d{1,7})$/gm],
  ["skipped", /(?<![\d.])(\d{1,7}) (?:tests? )?(?:skipped|ignored|pending)\b/gi],
];

const TAIL = 20_000;

/** Reads the counts that a runner prints at its end; empty when it prints none that we know. */
export function testCounts(output: string): TestCounts {
  // Runners sum up last, and say so for files before they say so for tests.
  // deno-lint-ignore no-control-regex -- colours of a terminal stand between words and numbers
  const end = output.slice(-TAIL).replaceAll(/\u001b\[[\d;]*m/g, "");
  const counts = COUNTS.flatMap(([name, pattern]): [string, number][] => {
    const last = [...end.matchAll(pattern)].at(-1)?.[1];
    return last === undefined ? [] : [[name, Number(last)]];
  });
  return Object.fromEntries(counts);
}
