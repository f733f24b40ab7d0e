/** Sums of tokens and money, by what people ask for. Pure. */
import { folderKey } from "../../events/folders/canonical_folder.ts";
import { composed } from "../../events/composed.ts";
import { type Amounts, type Measure, TOKEN_MEASURES, tokensOf } from "./amounts.ts";
import { localDay } from "./day.ts";
import { type Entry } from "./ledger.ts";
import type { ArchivedUsage } from "./archived_usage.ts";
import { totalOf } from "./resolve.ts";
import type { MonitorState, SessionState } from "../state.ts";
import {
  type Sourced,
  type UnallocatedUsage,
  USAGE_SOURCES,
  type UsageGroup,
  type UsageRow,
  type UsageSource,
} from "../../contract/usage.ts";
import { allocatedEntries, type AllocatedEntry } from "./unallocated.ts";

/** What is asked for. */
export interface UsageRequest {
  /** The first one is the outermost. */
  readonly by: readonly UsageGroup[];
  /** The first local day that counts, such as `2026-11-01`; else all do. */
  readonly since?: string | undefined;
  /** A folder, or its own name. */
  readonly project?: string | undefined;
  readonly session?: string | undefined;
}

/** Sums by group, and over all. */
export interface UsageRollup {
  readonly rows: readonly UsageRow[];
  readonly total: UsageRow;
}

/** Sums up what was used. Days are in order, the latest first; all else by cost, then by name. */
export function viewUsageBy(state: MonitorState, request: UsageRequest): UsageRollup {
  const parts = partsOf(state, request);
  const groups = Map.groupBy(
    parts,
    (part) => JSON.stringify(request.by.map((name) => keyOf(part, name))),
  );
  const rows = Array.from(groups.values(), (members) => rowOf(members, request.by));
  return {
    rows: rows.sort((left, right) => compareRows(left, right, request.by)),
    total: rowOf(parts, []),
  };
}

/** One resolved entry with all that it can be grouped by. */
interface Part extends Omit<Entry, "from"> {
  readonly from: UsageSource | null;
  readonly project: string | null;
  readonly session: string | null;
  readonly sessions: number;
  /** What may have been used on this day, and stands in a part without a day. */
  readonly undated?: Amounts;
}

function partsOf(state: MonitorState, request: UsageRequest): Part[] {
  const { since, project, session } = request;
  const past = state.past.flatMap((part) => withUnallocated({ ...part, session: null }));
  const live = Array.from(state.sessions.values()).flatMap(sessionParts);
  return [...past, ...live].filter((part) =>
    (since === undefined || (part.day !== null && part.day >= since)) &&
    (project === undefined || isProject(part.project, project)) &&
    (session === undefined || part.session === session)
  );
}

/** However a folder is spelt, it is one. */
function keyOf(part: Part, name: UsageGroup): string | null {
  const value = part[name];
  return name === "project" && value !== null ? folderKey(value) : value;
}

function isProject(folder: string | null, wanted: string): boolean {
  if (folder === null) return false;
  const name = folder.split(/[/\\]/).findLast((part) => part !== "");
  return folderKey(folder) === folderKey(wanted) || name === composed(wanted);
}

function sessionParts(session: SessionState): Part[] {
  const about = { project: session.project, session: session.id, sessions: 1 };
  const entries = allocatedEntries(session.usage.entries);
  if (entries.length > 0) {
    return entries.flatMap((entry) => withUnallocated({ ...entry, ...about }));
  }
  // Nobody reported what it used: that is to be seen.
  const day = localDay(session.last);
  return [{ day, agent: null, model: session.model, from: null, amounts: {}, ...about }];
}

/** What has no day is also to be seen on the last day that it may belong to. */
function withUnallocated(
  { until, ...part }:
    & (AllocatedEntry | ArchivedUsage)
    & Pick<Part, "project" | "session" | "sessions">,
): Part[] {
  if (until === undefined) return [part];
  return [part, { ...part, day: until, amounts: {}, undated: part.amounts }];
}

function rowOf(parts: readonly Part[], by: readonly UsageGroup[]): UsageRow {
  const total = totalOf(parts);
  const tokens = tokensOf(total);
  const undated = unallocatedOf(parts);
  return {
    ...Object.fromEntries(by.map((name) => [name, parts[0]?.[name] ?? null])),
    cost_usd: sourced(total.cost_usd, parts, ["cost_usd"]),
    tokens: sourced(tokens, parts, TOKEN_MEASURES),
    requests: sourced(total.requests, parts, ["requests"]),
    sessions: countSessions(parts, () => true),
    unknown: {
      cost_usd: countUnknown(parts, ["cost_usd"]),
      tokens: countUnknown(parts, TOKEN_MEASURES),
    },
    ...(undated === null ? {} : { undated }),
  };
}

/** `null` where there is nothing, or the sum has it all: parts without a day are left out at once. */
function unallocatedOf(parts: readonly Part[]): UnallocatedUsage | null {
  const undated = parts.flatMap((part) =>
    part.undated === undefined ? [] : [{ ...part, amounts: part.undated }]
  );
  if (undated.length === 0 || parts.some(({ day }) => day === null)) return null;
  const total = totalOf(undated);
  return {
    cost_usd: sourced(total.cost_usd, undated, ["cost_usd"]),
    tokens: sourced(tokensOf(total), undated, TOKEN_MEASURES),
    sessions: countSessions(undated, () => true),
  };
}

function sourced<Value>(
  value: Value | null | undefined,
  parts: readonly Part[],
  measures: readonly Measure[],
): Sourced<Value> | null {
  if (value === null || value === undefined) return null;
  const sources = new Set(parts.filter((part) => tells(part, measures)).map(({ from }) => from));
  return { value, from: USAGE_SOURCES.filter((source) => sources.has(source)) };
}

function tells({ amounts }: Part, measures: readonly Measure[]): boolean {
  return measures.some((name) => amounts[name] !== undefined);
}

function tellsUndated({ undated }: Part, measures: readonly Measure[]): boolean {
  return measures.some((name) => undated?.[name] !== undefined);
}

function countUnknown(parts: readonly Part[], measures: readonly Measure[]): number {
  const known = new Set(
    parts.filter((part) => tells(part, measures) || tellsUndated(part, measures))
      .map(({ session }) => session),
  );
  return countSessions(parts, (part) => part.session !== null && !known.has(part.session));
}

/** Forgotten sessions are counted by part only: of several parts, the one with most is taken. */
function countSessions(parts: readonly Part[], counts: (part: Part) => boolean): number {
  const matching = parts.filter(counts);
  const live = new Set(matching.flatMap(({ session }) => session ?? []));
  const past = matching.filter(({ session }) => session === null).map(({ sessions }) => sessions);
  return live.size + Math.max(0, ...past);
}

function compareRows(left: UsageRow, right: UsageRow, by: readonly UsageGroup[]): number {
  for (const name of by) {
    if (name === "day" && left.day !== right.day) {
      return (right.day ?? "").localeCompare(left.day ?? "");
    }
  }
  const byCost = (right.cost_usd?.value ?? -1) - (left.cost_usd?.value ?? -1);
  return byCost || nameOf(left, by).localeCompare(nameOf(right, by));
}

function nameOf(row: UsageRow, by: readonly UsageGroup[]): string {
  return by.map((name) => row[name] ?? "").join("\n");
}
