/**
 * Several sources tell of the same money and tokens. Each may miss some, none tells too much: the
 * first is taken as it is, and of each other one only what it tells beyond that. Pure.
 */
import { type Amounts, type Measure, MEASURES, rounded } from "./amounts.ts";
import { type Entry } from "./ledger.ts";
import { USAGE_SOURCES } from "../../contract/usage.ts";

/** Views are asked for every second, and most sessions have not changed since. */
const RESOLVED = new WeakMap<readonly Entry[], readonly Entry[]>();

/** The entries of one session, of which each dollar and each token is in one only. */
export function resolve(entries: readonly Entry[]): readonly Entry[] {
  const known = RESOLVED.get(entries);
  if (known !== undefined) return known;
  const resolved = joinSources(entries);
  RESOLVED.set(entries, resolved);
  return resolved;
}

function joinSources(entries: readonly Entry[]): Entry[] {
  const sources = new Set(entries.map((entry) => entry.from));
  if (sources.size <= 1) return [...entries];
  const parts = new Map(entries.map((entry) => [entry, {} as Record<Measure, number>]));
  for (const measure of MEASURES) {
    for (const [entry, part] of shareOut(entries, measure)) {
      const amounts = parts.get(entry);
      if (amounts !== undefined) amounts[measure] = part;
    }
  }
  return Array.from(parts, ([entry, amounts]): Entry => ({ ...entry, amounts }))
    .filter(({ amounts }) => Object.keys(amounts).length > 0);
}

type Reported = readonly [entry: Entry, amount: number];

/** What each entry counts for in one measure; those that add nothing are left out. */
function shareOut(entries: readonly Entry[], measure: Measure): Reported[] {
  const taken: Reported[] = [];
  for (const source of USAGE_SOURCES) {
    const reported = entries.flatMap((entry): Reported[] => {
      const amount = entry.amounts[measure];
      return entry.from !== source || amount === undefined ? [] : [[entry, amount]];
    });
    taken.push(...taken.length === 0 ? reported : beyond(reported, taken, measure));
  }
  return taken;
}

/** What a source tells beyond what was taken, on the days on which it tells more. */
function beyond(
  reported: readonly Reported[],
  taken: readonly Reported[],
  measure: Measure,
): Reported[] {
  const total = sum(reported);
  const missing = total - sum(taken);
  if (missing <= tolerance(measure, total)) return [];
  const known = byDay(taken);
  const own = byDay(reported);
  const more = new Map(
    Array.from(own, ([day, amount]) => [day, Math.max(0, amount - (known.get(day) ?? 0))]),
  );
  const all = [...more.values()].reduce((left, right) => left + right, 0);
  return reported.flatMap(([entry, amount]): Reported[] => {
    const ofDay = own.get(entry.day) ?? 0;
    const part = ofDay === 0 ? 0 : missing * ((more.get(entry.day) ?? 0) / all) * (amount / ofDay);
    return part > 0 ? [[entry, part]] : [];
  });
}

/** What sources may differ by since they round, and since one of them tells later. */
export function tolerance(measure: Measure, total: number): number {
  return measure === "cost_usd" ? 0.005 : total / 100;
}

function byDay(reported: readonly Reported[]): Map<string | null, number> {
  const days = new Map<string | null, number>();
  for (const [{ day }, amount] of reported) days.set(day, (days.get(day) ?? 0) + amount);
  return days;
}

function sum(reported: readonly Reported[]): number {
  return reported.reduce((total, [, amount]) => total + amount, 0);
}

/** The sum of entries that were resolved. */
export function totalOf(entries: readonly Pick<Entry, "amounts">[]): Amounts {
  const total: Partial<Record<Measure, number>> = {};
  for (const { amounts } of entries) {
    for (const measure of MEASURES) {
      const amount = amounts[measure];
      if (amount !== undefined) total[measure] = (total[measure] ?? 0) + amount;
    }
  }
  return rounded(total);
}
