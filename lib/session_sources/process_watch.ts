import { processStatusOf, type ReadProcessStarts } from "../ports/process_start.ts";
import { MAIN, type SessionState } from "../state/state.ts";
import type { SeenProcess, SeenProcesses } from "./seen_processes.ts";

/** Milliseconds of silence from which a process is looked for. */
const SILENT = 1_500;
/** Milliseconds between two looks: at work, in the first minute of a rest, and after that. */
const EVERY = 1_000;
const EVERY_RESTING = 2_000;
const EVERY_LONG = 10_000;
const LONG = 60_000;
/** Looks for a process that was not seen yet; one of another container never is. */
const FIRST_LOOKS = 5;

/** The latest of them are remembered: those of sessions that ended by themselves are no loss. */
const MAX_SEEN = 1_000;

/**
 * Tells which sessions' processes are gone. Only one that was seen to run can be, by this server or
 * one before it: a PID that another machine or container reported means nothing here.
 */
export class ProcessWatch {
  readonly #starts: ReadProcessStarts;
  readonly #now: () => number;
  /** By session, from other sources than hooks. */
  readonly #pids = new Map<string, number>();
  readonly #keep: SeenProcesses["keep"];
  readonly #seen: Map<string, SeenProcess>;
  /** Sessions whose process the last look did not find. */
  readonly #missed = new Set<string>();
  /** By session: how often its process was looked for before it was seen. */
  readonly #looks = new Map<string, number>();
  #looked = -Infinity;
  /** Whether this look made another list of what was seen. */
  #isChanged = false;

  constructor(starts: ReadProcessStarts, now: () => number, { known, keep }: SeenProcesses) {
    this.#starts = starts;
    this.#now = now;
    this.#seen = new Map(known);
    this.#keep = keep;
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
    const isMissed = silent.some(({ id }) => this.#missed.has(id));
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
    this.#isChanged = false;
    const gone = silent.filter((session) => this.#isGone(session, starts));
    while (this.#seen.size > MAX_SEEN) this.#seen.delete(this.#seen.keys().next().value ?? "");
    if (this.#isChanged) this.#keep(this.#seen);
    return gone;
  }

  #isUnseen(session: SessionState): boolean {
    return this.#seen.get(session.id)?.pid !== this.#pidOf(session) &&
      (this.#looks.get(session.id) ?? 0) < FIRST_LOOKS;
  }

  #pidOf({ id, process }: SessionState): number | undefined {
    return this.#pids.get(id) ?? process?.pid ?? this.#seen.get(id)?.pid;
  }

  #isGone(session: SessionState, starts: ReadonlyMap<number, string>): boolean {
    const pid = this.#pidOf(session) ?? 0;
    const known = this.#seen.get(session.id);
    if (known?.pid !== pid) {
      const start = starts.get(pid);
      const reported = session.process?.pid === pid ? session.process.start : null;
      const isIt = start !== undefined &&
        (reported === null || processStatusOf({ pid, start: reported }, starts) === "there");
      if (isIt) {
        this.#seen.set(session.id, { pid, start });
        this.#isChanged = true;
      }
      return false;
    }
    if (processStatusOf(known, starts) !== "gone") {
      this.#missed.delete(session.id);
      return false;
    }
    // A session that ends tells so itself, a moment later: it is missed twice first.
    if (!this.#missed.delete(session.id)) {
      this.#missed.add(session.id);
      return false;
    }
    this.#isChanged = this.#seen.delete(session.id);
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
