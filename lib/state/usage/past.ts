/** What sessions used that are forgotten: their part of the sums by day, project and model stays. */
import { addAmounts, type Amounts } from "./amounts.ts";
import { dayBefore } from "./day.ts";
import type { Usage } from "./ledger.ts";
import { datedEntries, type DatedEntry } from "./undated.ts";

/** The joined use of forgotten sessions. */
export interface PastUse extends Omit<DatedEntry, "amounts"> {
  readonly project: string | null;
  readonly amounts: Amounts;
  /** How many sessions are in it. */
  readonly sessions: number;
}

const MOST_DAYS = 400;
const MOST_PARTS = 10_000;

/** What of a session is kept when it is forgotten. */
export interface SessionUse {
  readonly project: string | null;
  readonly usage: Pick<Usage, "entries">;
}

/** What is kept of sessions that are about to be forgotten. */
export function keepUse(
  past: readonly PastUse[],
  sessions: readonly SessionUse[],
  now: number,
): readonly PastUse[] {
  const parts = new Map(past.map((part) => [nameOf(part), part]));
  for (const session of sessions) {
    for (const entry of datedEntries(session.usage.entries)) {
      const fresh: PastUse = { ...entry, project: session.project, sessions: 1 };
      const known = parts.get(nameOf(fresh));
      parts.set(
        nameOf(fresh),
        known === undefined ? fresh : {
          ...known,
          amounts: addAmounts(known.amounts, fresh.amounts),
          sessions: known.sessions + 1,
        },
      );
    }
  }
  const oldest = dayBefore(now, MOST_DAYS);
  return [...parts.values()]
    .filter(({ day }) => day === null || day >= oldest)
    .sort((left, right) => (left.day ?? "").localeCompare(right.day ?? ""))
    .slice(-MOST_PARTS);
}

function nameOf({ day, until, project, agent, model, from }: PastUse): string {
  return JSON.stringify([day, until, project, agent, model, from]);
}
