import { processStatusOf, type ReadProcessStarts } from "../ports/process_start.ts";
import { MAIN, type SessionState } from "../state/state.ts";

/** Milliseconds of silence from which a process is looked for. */
const SILENT = 1_500;
/** Milliseconds between two looks: at work, in the first minute of a rest, and after that. */
const EVERY = 1_000;
const EVERY_RESTING = 2_000;
const EVERY_LONG = 10_000;
const LONG = 60_000;
/** Looks for a process that was not seen yet; one of another container never is. */
const FIRST_LOOKS = 5;

/** A process that was seen to run. */
interface Known {
  readonly pid: number;
  /** In the system's own words. */
  readonly start: string;
  /** Whether the last look did not find it. */
  readonly missed: boolean;
}

/**
 * Tells which sessions' processes are gone. Only one that was seen to run can be: a PID that
 * another machine or container reported means nothing here.
 */
export class ProcessWatch {
  readonly #starts: ReadProcessStarts;
  readonly #now: () => number;
  /** By session, from other sources than hooks. */
  readonly #pids = new Map<string, number>();
  readonly #seen = new Map<string, Known>();
  /** By session: how often its process was looked for before it was seen. */
  readonly #looks = new Map<string, number>();
  #looked = -Infinity;

  constructor(starts: ReadProcessStarts, now: () => number) {
    this.#starts = starts;
    this.#now = now;
  }

  /** Takes note of the process that works on a session. */
  know(session: string, pid: number): void {
    this.#pids.set(session, pid);
  }

  /** Those of some sessions that were not heard of for a moment, and whose process is gone. */
  async gone(sessions: readonly SessionState[]): Promise<readonly SessionState[]> {
    const now = this.#now();
    const known = sessions.filter((session) => this.#pidOf(session) !== undefined);
    // It is looked for as soon as it is known: one that is killed early was seen before.
    const unseen = known.filter((session) => this.#isUnseen(session));
    const silent = known.filter((session) =>
      now - session.last >= SILENT && !unseen.includes(session)
    );
    const isMissed = silent.some(({ id }) => this.#seen.get(id)?.missed === true);
    const every = unseen.length > 0 || isMissed ? EVERY : pause(silent, now);
    if (unseen.length + silent.length === 0 || now - this.#looked < every) return [];
    this.#looked = now;
    for (const { id } of unseen) this.#looks.set(id, (this.#looks.get(id) ?? 0) + 1);
    return await this.#gone([...unseen, ...silent]);
  }

  async #gone(silent: readonly SessionState[]): Promise<readonly SessionState[]> {
    const pids = new Set(silent.map((session) => this.#pidOf(session) ?? 0));
    const starts = await this.#starts([...pids]);
    if (starts === null) return [];
    return silent.filter((session) => this.#isGone(session, starts));
  }

  #isUnseen(session: SessionState): boolean {
    return this.#seen.get(session.id)?.pid !== this.#pidOf(session) &&
      (this.#looks.get(session.id) ?? 0) < FIRST_LOOKS;
  }

  #pidOf({ id, process }: SessionState): number | undefined {
    return this.#pids.get(id) ?? process?.pid;
  }

  #isGone(session: SessionState, starts: ReadonlyMap<number, string>): boolean {
    const pid = this.#pidOf(session) ?? 0;
    const known = this.#seen.get(session.id);
    if (known?.pid !== pid) {
      const start = starts.get(pid);
      const reported = session.process?.pid === pid ? session.process.start : null;
      const isIt = start !== undefined &&
        (reported === null || processStatusOf({ pid, start: reported }, starts) === "there");
      if (isIt) this.#seen.set(session.id, { pid, start, missed: false });
      return false;
    }
    const missed = processStatusOf(known, starts) === "gone";
    this.#seen.set(session.id, { ...known, missed });
    if (!missed || !known.missed) return false;
    // A session that ends tells so itself, a moment later: it is missed twice first.
    this.#seen.delete(session.id);
    this.#pids.delete(session.id);
    this.#looks.delete(session.id);
    return true;
  }
}

function pause(silent: readonly SessionState[], now: number): number {
  const fresh = silent.filter(({ last }) => now - last < LONG);
  if (fresh.length === 0) return EVERY_LONG;
  const isWorking = fresh.some(({ agents }) => agents.get(MAIN)?.phase === "working");
  return isWorking ? EVERY : EVERY_RESTING;
}
