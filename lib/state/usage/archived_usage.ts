/** What sessions used that are forgotten: their part of the sums by day, project and model stays. */
import { addAmounts, type Amounts } from "./amounts.ts";
import { dayBefore } from "./day.ts";
import type { Usage } from "./ledger.ts";
import { allocatedEntries, type AllocatedEntry } from "./unallocated.ts";

/** The joined use of forgotten sessions. */
export interface ArchivedUsage extends Omit<AllocatedEntry, "amounts"> {
  readonly project: string | null;
  readonly amounts: Amounts;
  /** How many sessions are in it. */
  readonly sessions: number;
}

const MAX_DAYS = 400;
const MAX_PARTS = 10_000;

/** What of a session is kept when it is forgotten. */
export interface SessionUsage {
  readonly project: string | null;
  readonly usage: Pick<Usage, "entries">;
}

/** What is kept of sessions that are about to be forgotten. */
export function archiveUsage(
  past: readonly ArchivedUsage[],
  sessions: readonly SessionUsage[],
  now: number,
): readonly ArchivedUsage[] {
  const parts = new Map(past.map((part) => [nameOf(part), part]));
  for (const session of sessions) {
    for (const entry of allocatedEntries(session.usage.entries)) {
      const fresh: ArchivedUsage = { ...entry, project: session.project, sessions: 1 };
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
  const oldest = dayBefore(now, MAX_DAYS);
  return [...parts.values()]
    .filter(({ day }) => day === null || day >= oldest)
    .sort((left, right) => (left.day ?? "").localeCompare(right.day ?? ""))
    .slice(-MAX_PARTS);
}

function nameOf({ day, until, project, agent, model, from }: ArchivedUsage): string {
  return JSON.stringify([day, until, project, agent, model, from]);
}
