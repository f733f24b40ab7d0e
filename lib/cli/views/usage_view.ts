import { columnsOf } from "../core/columns.ts";
import { dim, yellow } from "@std/fmt/colors";
import type { UsageAnswer } from "../../contract/http.ts";
import type { LimitView, UnallocatedUsage, UsageGroup, UsageRow } from "../../contract/usage.ts";
import type { CommandResult } from "../core/command.ts";
import { formatAge, formatCount, formatDuration, plural } from "../core/format.ts";
import { plain } from "../core/print.ts";
import { tableLines } from "../core/table.ts";
import { wrap } from "../core/wrap.ts";
import { lookup } from "../../events/lookup.ts";

/** What was asked for. */
export interface UsageContext {
  /** Local days; `null` is all of them. */
  readonly days: number | null;
  /** ms since 1970, UTC. */
  readonly now: number;
  /** Columns of a line; as many as it takes, unless said. */
  readonly width?: number;
  /** What alone was asked for, such as `project "shop"`. */
  readonly only?: string | undefined;
}

/** What is not known. */
const UNKNOWN = "–";

/** What `usage` says. */
export function usageView(answer: UsageAnswer, context: UsageContext): CommandResult {
  const { schema_version: _version, ...json } = answer;
  const title = `Usage by ${answer.by.join(" and ")}, ${period(context)} (${answer.time_zone})`;
  return {
    text: [
      title,
      "=".repeat(title.length),
      "",
      ...answer.rows.length === 0 ? emptyLines(answer, context) : rowLines(answer, context),
      ...limitLines(answer.limits, context.now),
    ].join("\n"),
    json,
  };
}

function period({ days }: UsageContext): string {
  if (days === null) return "all that is known";
  return days === 1 ? "today" : `last ${days} days`;
}

function emptyLines({ limits }: UsageAnswer, { only }: UsageContext): string[] {
  if (only !== undefined) return [`Nothing is known of what ${plain(only)} used in this time.`];
  if (limits.length > 0) return ["Nothing was used in this time."];
  return [
    "Nothing is known of tokens and cost.",
    "Claude Code tells them by telemetry, and by its status line:",
    "mpm-monitor integrate claude-code --telemetry --status-line",
  ];
}

function rowLines(
  { by, rows, total }: UsageAnswer,
  { width = Infinity }: UsageContext,
): string[] {
  const wide = usageTable({ by, rows, total }, WIDE);
  const table = columnsOf(wide[0] ?? "") <= width ? wide : usageTable({ by, rows, total }, NARROW);
  const from = [...new Set([...total.cost_usd?.from ?? [], ...total.tokens?.from ?? []])];
  const missing = total.unknown.cost_usd;
  const notes = [
    ...(missing === 0
      ? []
      : [`${plural(missing, "session")} reported no cost: the sum is less than what was used.`]),
    ...(total.undated === undefined ? [] : [undatedText(total.undated)]),
  ];
  return [
    ...table,
    "",
    ...(from.length === 0
      ? []
      : [dim(`Reported by ${from.join(", ")}. Costs are Claude Code's own estimates.`)]),
    ...notes.flatMap((note) => wrap(note, width, columnsOf)).map((line) => yellow(line)),
  ];
}

/** Columns behind the groups. */
interface Columns {
  readonly head: readonly string[];
  readonly cells: (row: UsageRow) => readonly string[];
}

const WIDE: Columns = {
  head: ["Sessions", "Input", "Output", "Cache write", "Cache read", "Cost"],
  cells: (row) => [
    formatCount(row.sessions),
    ...TOKEN_MEASURES.map((name) => tokenCell(row, [name])),
    costCell(row),
  ],
};

/** Where the terminal is too narrow, all tokens are one number. */
const NARROW: Columns = {
  head: ["Sessions", "Tokens", "Cost"],
  cells: (row) => [formatCount(row.sessions), tokenCell(row, TOKEN_MEASURES), costCell(row)],
};

const TOKEN_MEASURES = ["input", "output", "cache_write", "cache_read"] as const;

function usageTable(
  { by, rows, total }: Pick<UsageAnswer, "by" | "rows" | "total">,
  { head, cells }: Columns,
): string[] {
  return tableLines({
    head: [...by.map(capital), ...head],
    rows: [
      ...rows.map((row) => [...by.map((group) => groupCell(row, group)), ...cells(row)]),
      ...rows.length === 1
        ? []
        : [[...by.map((_, index) => index ? "" : "Total"), ...cells(total)]],
    ],
    words: by.length,
  });
}

function undatedText({ cost_usd: cost, tokens, sessions }: UnallocatedUsage): string {
  const count = Object.values(tokens?.value ?? {}).reduce((sum, each) => sum + each, 0);
  const used = [
    ...(cost === null ? [] : [formatMoney(cost.value)]),
    ...(tokens === null ? [] : [plural(count, "token")]),
  ].join(" and ");
  const from = new Set([...cost?.from ?? [], ...tokens?.from ?? []]);
  return `${plural(sessions, "session")} had used ${used} when first seen, on days that are not ` +
    `known (reported by ${[...from].join(", ")}): sums are at least what they say.`;
}

function groupCell(row: UsageRow, group: UsageGroup): string {
  const value = row[group];
  if (value !== null && value !== undefined) {
    return plain(group === "project" ? shorter(value) : value);
  }
  return { day: "before", session: "forgotten", project: "no project" }[group as string] ??
    "not reported";
}

/** Folders differ at their end. */
function shorter(path: string): string {
  return path.length <= 40 ? path : `…${path.slice(-39)}`;
}

function tokenCell(
  { tokens, undated }: UsageRow,
  measures: readonly (typeof TOKEN_MEASURES)[number][],
): string {
  const counts = measures.flatMap((name) => tokens?.value[name] ?? []);
  if (counts.length === 0) return UNKNOWN;
  const missing = measures.find((name) => undated?.tokens?.value[name] !== undefined);
  return atLeast(formatCount(counts.reduce((sum, count) => sum + count, 0)), missing);
}

function costCell({ cost_usd: cost, undated }: UsageRow): string {
  return cost === null ? UNKNOWN : atLeast(formatMoney(cost.value), undated?.cost_usd);
}

function atLeast(text: string, missing: unknown): string {
  return missing === undefined || missing === null ? text : `≥ ${text}`;
}

function formatMoney(dollars: number): string {
  const [whole = "0", cents = "00"] = dollars.toFixed(2).split(".");
  return dollars > 0 && dollars < 0.01 ? "<$0.01" : `$${formatCount(Number(whole))}.${cents}`;
}

function limitLines(limits: readonly LimitView[], now: number): string[] {
  if (limits.length === 0) return [];
  return [
    "",
    "Limits:",
    ...limits.map((limit) => {
      const isOne = limits.filter(({ name }) => name === limit.name).length === 1;
      // Sessions of several accounts are told apart by who reported them.
      const reporter = isOne ? "" : ` (session ${plain(limit.session.slice(0, 8))})`;
      return `  - ${limitText(limit, now)}${reporter}`;
    }),
  ];
}

const LIMIT_NAMES: Readonly<Record<string, string>> = { five_hour: "5 hours", seven_day: "7 days" };

function limitText(
  { name, used_percent: used, resets_at: resets, read_at }: LimitView,
  now: number,
): string {
  const known = lookup(LIMIT_NAMES, name);
  const label = known ?? plain(name.replaceAll("_", " "));
  const read = dim(`(read ${formatAge(now - read_at)})`);
  if (used === null) {
    return `${label}: unknown, since it began anew ${formatAge(now - (resets ?? now))} ${read}`;
  }
  const until = resets === null
    ? ""
    : `, begins anew in ${formatDuration(resets - now).replace(/ \d+s$/, "")}`;
  return `${label}: ${Math.round(used)} % used${until} ${read}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
