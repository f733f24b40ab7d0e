import type { DatabaseSync } from "node:sqlite";
import { type ClockMemory, type Moment, TrustedClock } from "../file/trusted_clock.ts";

/** The two clocks of this machine. */
export function machineMoment(): Moment {
  return { wall: Date.now(), running: performance.now() };
}

/** With nothing stored, the clock is written down so often: no disk has to wake up for it. */
const SAVE_IDLE_MS = 60 * 60 * 1000;

const NAME = "clock";

/** The trusted clock of a store, kept in it from one run to the next. */
export class StoreClock {
  readonly trusted: TrustedClock;
  readonly #database: DatabaseSync;
  readonly #moment: () => Moment;
  #savedAt = -Infinity;
  #savedLast = -1;

  constructor(database: DatabaseSync, moment: () => Moment) {
    this.#database = database;
    this.#moment = moment;
    this.trusted = new TrustedClock({
      now: moment(),
      memory: readMemory(database),
      newest: newestReceived(database),
    });
  }

  /** Looks at the clocks, before something is stored or deleted. */
  look(last: number): TrustedClock {
    this.trusted.look(this.#moment(), last);
    return this.trusted;
  }

  /** Writes it down if that is worth it, within a transaction of the caller. */
  save(last: number): void {
    const { running } = this.#moment();
    if (last === this.#savedLast && running - this.#savedAt < SAVE_IDLE_MS) return;
    this.#savedAt = running;
    this.#savedLast = last;
    this.#database.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)")
      .run(NAME, JSON.stringify(this.trusted.memory));
  }
}

function readMemory(database: DatabaseSync): ClockMemory | null {
  const text = database.prepare("SELECT value FROM meta WHERE name = ?").get(NAME)?.value;
  try {
    const memory: unknown = JSON.parse(String(text));
    return isMemory(memory) ? memory : null;
  } catch {
    return null;
  }
}

function isMemory(value: unknown): value is ClockMemory {
  if (typeof value !== "object" || value === null) return false;
  const { time, wall, steady, shifts } = value as Record<string, unknown>;
  return [time, wall, steady].every(Number.isFinite) && Array.isArray(shifts);
}

/** When the newest event was received, by the clock of that time. */
function newestReceived(database: DatabaseSync): number | null {
  const newest = database.prepare("SELECT received FROM events ORDER BY id DESC LIMIT 1").get();
  return newest === undefined ? null : Number(newest.received);
}
