/** What a run of the test runner amounted to. */
export interface TestReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Skipped for the lack of system packages: the test's name, and those packages. */
  readonly lacking: readonly { readonly name: string; readonly packages: string }[];
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
    return match?.[1] && match[2] ? [{ name: match[1], packages: match[2] }] : [];
  });
  return {
    passed: Number(passed),
    failed: Number(failed),
    skipped: Number(rest.match(/(\d+) ignored/)?.[1] ?? 0),
    lacking,
  };
}

/** The closing lines: which tests were skipped for what, and last of all the plain counts. */
export function closingLines(report: TestReport): string[] {
  const { passed, failed, skipped, lacking } = report;
  const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  if (lacking.length === 0) return [counts];
  const packages = [...new Set(lacking.flatMap((each) => each.packages.split(", ")))].sort();
  return [
    "Skipped, since a system package is missing:",
    ...lacking.map((each) => `  ${each.name}: needs ${each.packages}`),
    `On Debian: apt-get install ${packages.join(" ")}`,
    "",
    counts,
  ];
}
