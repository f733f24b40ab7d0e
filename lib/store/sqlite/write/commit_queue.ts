import type { CanonicalEvent } from "../../../events/event.ts";
import type { Appended, NewEvent } from "../../../events/new_event.ts";
import { type PackedRows, packRows } from "../rows/packed_rows.ts";
import { storable } from "../rows/storable.ts";
import type { AppendOutcome } from "./append_outcome.ts";

/** One call of `append` that waits for its commit. */
export interface Waiting {
  readonly events: readonly NewEvent[];
  resolve(appended: readonly Appended[]): void;
  reject(error: Error): void;
}

/** What the queue needs of the writer. */
export interface CommitQueueOptions {
  /** Stores groups of rows in one transaction. */
  commit(rows: PackedRows): Promise<AppendOutcome>;
  /** Called with all that a commit stored, in order, before any `append` of it resolves. */
  committed(events: readonly CanonicalEvent[]): void;
  /** Runs a function once the event loop is through with what it has at hand. */
  soon(run: () => void): void;
}

/** A transaction takes no more events than this, unless one call brings more. */
const EVENTS_A_COMMIT = 1000;

/** When so many events wait, they are handed over while the writer is still at work. */
const EVENTS_AHEAD = 200;

/**
 * Commits together what came while the writer was busy, as soon as it is free: under load the
 * transactions grow by themselves, and an idle store commits at once.
 */
export class CommitQueue {
  readonly #options: CommitQueueOptions;
  #waiting: Waiting[] = [];
  #waitingEvents = 0;
  #atWork = 0;
  #held = 0;
  #isDue = false;
  #rest = Promise.withResolvers<void>();
  #idle = Promise.withResolvers<void>();

  constructor(options: CommitQueueOptions) {
    this.#options = options;
    this.#idle.resolve();
  }

  /** Whether anything waits or is being committed. */
  get isBusy(): boolean {
    return this.#atWork > 0 || this.#waiting.length > 0;
  }

  /** Stores events with the next commit. */
  append(events: readonly NewEvent[]): Promise<readonly Appended[]> {
    if (events.length === 0) return Promise.resolve([]);
    const whole = events.map((event) => ({ ...event, draft: storable(event.draft) }));
    return new Promise((resolve, reject) => {
      if (!this.isBusy) this.#idle = Promise.withResolvers();
      this.#waiting.push({ events: whole, resolve, reject });
      this.#waitingEvents += whole.length;
      this.#handOverSoon();
    });
  }

  /** Does something while no commit is at work; what comes meanwhile waits for it. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    this.#held += 1;
    try {
      if (this.#atWork > 0) await this.#rest.promise;
      return await work();
    } finally {
      this.#held -= 1;
      this.#handOver();
    }
  }

  /** Resolves when nothing waits any more. */
  drain(): Promise<void> {
    return this.#idle.promise;
  }

  // Each hand-over wakes a thread: what several connections brought at once goes together.
  #handOverSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#options.soon(() => {
      this.#isDue = false;
      this.#handOver();
    });
  }

  #handOver(): void {
    while (this.#mayHandOver()) {
      this.#atWork += 1;
      void this.#commit(this.#take());
    }
  }

  // One commit at a time, and under load the next one ready: neither thread waits for the other.
  #mayHandOver(): boolean {
    if (this.#waiting.length === 0 || this.#held > 0) return false;
    return this.#atWork === 0 || (this.#atWork === 1 && this.#waitingEvents >= EVENTS_AHEAD);
  }

  #take(): readonly Waiting[] {
    let events = 0;
    const end = this.#waiting.findIndex((waiting, index) => {
      if (index > 0 && events + waiting.events.length > EVENTS_A_COMMIT) return true;
      events += waiting.events.length;
      return false;
    });
    const taken = this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
    this.#waitingEvents -= events;
    return taken;
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    const groups = batch.map(({ events }) => events);
    let outcome: AppendOutcome;
    try {
      outcome = await this.#options.commit(packRows(groups));
    } catch (error) {
      outcome = nothingStored(groups, String(error));
    }
    this.#atWork -= 1;
    if (this.#atWork === 0) {
      this.#rest.resolve();
      this.#rest = Promise.withResolvers();
    }
    this.#handOver();
    this.#options.committed(newEvents(groups, outcome));
    settle(batch, outcome);
    if (!this.isBusy) this.#idle.resolve();
  }
}

function nothingStored(groups: readonly (readonly NewEvent[])[], error: string): AppendOutcome {
  const count = groups.reduce((sum, events) => sum + events.length, 0);
  return {
    ids: new Float64Array(count),
    amendments: [],
    errors: groups.map((_, group) => [group, error]),
  };
}

function newEvents(
  groups: readonly (readonly NewEvent[])[],
  { ids, amendments }: AppendOutcome,
): readonly CanonicalEvent[] {
  const amended = new Map(amendments);
  const stored: CanonicalEvent[] = [];
  let index = 0;
  for (const events of groups) {
    for (const { draft } of events) {
      const id = ids[index] ?? 0;
      if (id > 0) stored.push({ id, ...draft, ...amended.get(index) });
      index += 1;
    }
  }
  return stored;
}

function settle(batch: readonly Waiting[], { ids, errors }: AppendOutcome): void {
  const refused = new Map(errors);
  let index = 0;
  batch.forEach(({ events, resolve, reject }, group) => {
    const own = ids.subarray(index, index += events.length);
    const error = refused.get(group);
    if (error !== undefined) reject(new Error(`Cannot store events: ${error}`));
    else resolve(Array.from(own, (id) => ({ id: Math.abs(id), duplicate: id < 0 })));
  });
}
