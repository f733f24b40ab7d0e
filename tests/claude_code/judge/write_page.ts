import { REPOSITORY } from "../../support/shared.ts";
import { join } from "@std/path/join";
import { RELEASES } from "../install/releases.ts";
import type { WorldName } from "../moments/scenario.ts";
import { WITHIN } from "./judge.ts";
import { isRight, type Moment } from "./moment.ts";

const COLUMNS: readonly { readonly world: WorldName; readonly title: string }[] = [
  { world: "current", title: RELEASES.current.version },
  { world: "hooks only", title: `${RELEASES.current.version}, hooks only` },
  { world: "older", title: RELEASES.older.version },
];

/** Writes `docs/judged.md`: all moments of a whole run, the scenarios in the order given. */
export async function writePage(
  moments: readonly Moment[],
  scenarios: readonly string[],
): Promise<void> {
  const path = join(REPOSITORY, "docs", "judged.md");
  await Deno.writeTextFile(path, pageOf(moments, scenarios));
  // Tables are to stand as all others do.
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "-q", path] }).output();
}

function pageOf(moments: readonly Moment[], scenarios: readonly string[]): string {
  const played = scenarios.filter((name) => moments.some(({ scenario }) => scenario === name));
  const rows = played.flatMap((name) =>
    rowsOf(moments.filter(({ scenario }) => scenario === name))
  );
  const right = moments.filter(isRight);
  const exceptions = moments.filter((each) => each.exception !== null && !isRight(each));
  const wrong = moments.length - right.length - exceptions.length;
  const head = ["scenario", "moment", "true", ...COLUMNS.map(({ title }) => title)];
  return [
    "# States, judged by a real Claude Code",
    "",
    "Written by `deno task test:claude`, which plays each scenario in a real Claude Code and",
    "compares, moment by moment, what its screen shows with what the monitor says. The figures",
    "are milliseconds from the moment at which the screen showed it to the moment from which the",
    "monitor said the same, and stayed with it; each moment is looked at for two seconds at least.",
    "",
    `${moments.length} moments of ${played.length} scenarios: ${right.length} equal, ` +
    `${exceptions.length} exceptions, ${wrong} wrong.`,
    "",
    line(head),
    line(head.map(() => "---")),
    ...rows.map(line),
    ...exceptions.length === 0 ? [] : ["", "Exceptions, and their proofs:", ""],
    ...exceptions.map(({ release, scenario, moment, exception }) =>
      `- ${release}, ${scenario}: ${moment}: ${exception}`
    ),
    "",
    `Where the machine is busy, a moment has twice the time that Claude Code takes to start there,`,
    `and ${WITHIN / 1_000} s at least.`,
    "",
  ].join("\n");
}

/** One row for each moment of a scenario, with what was found in each world. */
function rowsOf(moments: readonly Moment[]): string[][] {
  return Array.from(Map.groupBy(moments, ({ moment }) => moment).values(), (same) => {
    const first = same[0]!;
    const cells = COLUMNS.map(({ world }) => cell(same.find(({ release }) => release === world)));
    const truth = [...new Set(same.map((each) => each.truth))].join(", ");
    return [first.scenario, first.moment, truth, ...cells];
  });
}

function cell(moment: Moment | undefined): string {
  if (moment === undefined) return "";
  if (isRight(moment)) return `${moment.after}`;
  return moment.exception === null ? "**wrong**" : "exception";
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((each) => each.replaceAll("|", "\\|")).join(" | ")} |`;
}
