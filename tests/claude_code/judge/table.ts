import { WITHIN } from "./judge.ts";
import { isRight, type Moment } from "./moment.ts";

/** The moments as a table for people, and below it the exceptions and their proofs. */
export function momentsTable(moments: readonly Moment[]): string {
  const head = ["release", "scenario", "moment", "true", "ours", "after", ""];
  const rows = moments.map((each) => [
    each.release,
    each.scenario,
    each.moment,
    each.truth,
    each.ours,
    each.after === null ? "–" : `${each.after} ms`,
    verdict(each),
  ]);
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, at) => cell.padEnd(widths[at]!)).join("  ").trimEnd();
  const wrong = moments.filter((each) => !isRight(each));
  const details = wrong.flatMap((each) => [
    `${each.release}, ${each.scenario}: ${each.moment}`,
    ...each.differences.map((difference) => `  ${difference}`),
    ...(each.exception === null ? [] : [`  Exception: ${each.exception}`]),
  ]);
  const scenarios = new Set(moments.map((each) => each.scenario)).size;
  const right = moments.filter(isRight);
  const slow = right.filter((each) => (each.after ?? 0) > WITHIN).length;
  const counts = `${moments.length} moments of ${scenarios} scenarios: ${right.length} equal ` +
    `(${slow} of them after more than ${WITHIN / 1_000} s, where starts took long, too), ` +
    `${wrong.filter((each) => each.exception !== null).length} exceptions, ` +
    `${wrong.filter((each) => each.exception === null).length} wrong`;
  return [line(head), ...rows.map(line), "", ...details, counts].join("\n");
}

function verdict(moment: Moment): string {
  if (isRight(moment)) return "equal";
  if (moment.exception !== null) return "exception";
  return moment.after === null ? "WRONG" : `LATE (has ${moment.within} ms)`;
}
