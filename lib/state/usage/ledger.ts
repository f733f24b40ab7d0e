/**
 * What sessions used, by day, agent and model: what each source reported is kept apart, so that no
 * money is counted twice. `resolve.ts` joins the sources. Pure.
 */
import type { MetricSeriesMap } from "./metric_series.ts";
import type { UsageSource } from "../../contract/usage.ts";
import { addAmounts, type Amounts, MEASURES } from "./amounts.ts";
import type { Counter } from "./counter.ts";

/** What one source reported of one agent and model on one day. */
export interface Entry {
  /** The local day, such as `2026-11-22`; `null` before anybody watched. */
  readonly day: string | null;
  /** `main`, or a sub-agent's type; `null` where it was not reported. */
  readonly agent: string | null;
  /** `null` where it was not reported. */
  readonly model: string | null;
  readonly from: UsageSource;
  readonly amounts: Amounts;
}

/** What was reported of a session's use. */
export interface Usage {
  /** By day, agent, model and source. */
  readonly entries: readonly Entry[];
  /** Running totals by source and measure, as they were last read. */
  readonly counters: Readonly<Record<string, Counter>>;
  /** The latest requests that were counted. */
  readonly requests: readonly string[];
  /** Tokens of sub-agents, by their ids, as telemetry tells them. */
  readonly agents: Readonly<Record<string, number>>;
  /** Telemetry's metrics, as they were last reported. */
  readonly series: MetricSeriesMap;
  /** The context window, as the status line reported it last. */
  readonly context: { readonly percent: number | null; readonly size: number | null } | null;
}

/** More days, agents and models of one session are joined, the oldest first. */
const MAX_ENTRIES = 300;

/** The entries with another one among them: added to the one of the same kind. */
export function addEntry(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  if (MEASURES.every((measure) => entry.amounts[measure] === undefined)) return entries;
  const at = entries.findIndex((each) => isSameKind(each, entry));
  const known = entries[at];
  if (known === undefined) return withoutExcess([...entries, entry]);
  const sum = { ...known, amounts: addAmounts(known.amounts, entry.amounts) };
  return entries.with(at, sum);
}

function isSameKind(left: Entry, right: Entry): boolean {
  return left.day === right.day && left.agent === right.agent && left.model === right.model &&
    left.from === right.from;
}

/** The oldest entry goes into one of its day and source in which agent and model are unknown. */
function withoutExcess(entries: readonly Entry[]): readonly Entry[] {
  if (entries.length <= MAX_ENTRIES) return entries;
  const oldest = entries.find((each) => each.agent !== null || each.model !== null);
  if (oldest === undefined) return entries.slice(1);
  const others = entries.filter((each) => each !== oldest);
  return addEntry(others, { ...oldest, agent: null, model: null });
}
