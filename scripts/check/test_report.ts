/** What a run of the test runner amounted to. */
export interface TestReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Skipped for the lack of something: the test's name, and what it needs. */
  readonly lacking: readonly { readonly name: string; readonly needs: string }[];
}

// deno-lint-ignore no-control-regex -- colour codes begin with the escape character
const COLOUR = /\x1b\[[0-9;]*m/g;
const SUMMARY = /^(?:ok|FAILED) \| (\d+) passed(?: \(.*?\))? \| (\d+) failed(?: \(.*?\))?(.*)$/;
const SKIPPED = /^(?:\S+ => )?(.+) \(skipped: needs (.+?)\) \.\.\. ignored/;

/**
 * Reads the counts from what `deno test` printed. Its own summary counts everything, test modules
 * that could not be loaded included, which its JUnit report leaves out.
 *
 * @returns `null` where it printed no summary, since it did not get as far as running tests
 */
export function readTestReport(output: string): TestReport | null {
  const lines = output.replaceAll(COLOUR, "").split("\n");
  const summary = lines.findLast((line) => SUMMARY.test(line))?.match(SUMMARY);
  if (!summary) return null;
  const [, passed, failed, rest = ""] = summary;
  const lacking = lines.flatMap((line) => {
    const match = line.match(SKIPPED);
    return match?.[1] && match[2] ? [{ name: match[1], needs: match[2] }] : [];
  });
  return {
    passed: Number(passed),
    failed: Number(failed),
    skipped: Number(rest.match(/(\d+) ignored/)?.[1] ?? 0),
    lacking,
  };
}

/** What is no Debian package, and how it is had. */
const INSTALLS = [{ what: /^Claude Code /, by: "Claude Code: deno task claude:install" }];

/** The closing lines: which tests were skipped for what, and last of all the plain counts. */
export function closingLines(report: TestReport): string[] {
  const { passed, failed, skipped, lacking } = report;
  const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  if (lacking.length === 0) return [counts];
  const needs = [...new Set(lacking.flatMap((each) => each.needs.split(", ")))].sort();
  const packages = needs.filter((need) => !INSTALLS.some(({ what }) => what.test(need)));
  const others = INSTALLS.filter(({ what }) => needs.some((need) => what.test(need)));
  return [
    "Skipped, since something that they need is missing:",
    ...lacking.map((each) => `  ${each.name}: needs ${each.needs}`),
    ...(packages.length === 0 ? [] : [`On Debian: apt-get install ${packages.join(" ")}`]),
    ...others.map(({ by }) => by),
    "",
    counts,
  ];
}
