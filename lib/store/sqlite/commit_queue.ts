import type { Appended, NewEvent } from "../store.ts";
import { type Row, storable, toRow } from "./row.ts";
import type { GroupOutcome, Written } from "./writer.ts";

/** One call of `append` that waits for its commit. */
export interface Waiting {
  readonly events: readonly NewEvent[];
  resolve(appended: readonly Appended[]): void;
  reject(error: Error): void;
}

/** Events of one call that were stored. */
export interface Stored {
  readonly events: readonly NewEvent[];
  readonly appended: readonly Written[];
}

/** What the queue needs of the writer. */
export interface CommitQueueOptions {
  /** Stores groups of rows in one transaction. */
  commit(groups: readonly (readonly Row[])[]): Promise<readonly GroupOutcome[]>;
  /** Told of all that a commit stored, in order, before any `append` of it resolves. */
  committed(stored: readonly Stored[]): void;
}

/** A transaction takes no more events than this, unless one call brings more. */
const EVENTS_A_COMMIT = 500;

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
      this.#handOver();
    });
  }

  /** Resolves when nothing waits any more. */
  drain(): Promise<void> {
    return this.#idle.promise;
  }

  #handOver(): void {
    while (this.#mayHandOver()) {
      this.#atWork += 1;
      void this.#commit(this.#take());
    }
  }

  // One commit at a time, and under load the next one ready: neither thread waits for the other.
  #mayHandOver(): boolean {
    if (this.#waiting.length === 0) return false;
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
    let outcomes: readonly GroupOutcome[];
    try {
      outcomes = await this.#options.commit(batch.map(({ events }) => events.map(toRow)));
    } catch (error) {
      outcomes = batch.map(() => ({ error: String(error) }));
    }
    this.#atWork -= 1;
    this.#handOver();
    const settled = batch.map((waiting, index) => ({ waiting, outcome: outcomes[index] }));
    this.#options.committed(
      settled.flatMap(({ waiting, outcome }) =>
        outcome !== undefined && "appended" in outcome
          ? [{ events: waiting.events, appended: outcome.appended }]
          : []
      ),
    );
    for (const { waiting, outcome } of settled) settle(waiting, outcome);
    if (!this.isBusy) this.#idle.resolve();
  }
}

function settle({ resolve, reject }: Waiting, outcome: GroupOutcome | undefined): void {
  if (outcome !== undefined && "appended" in outcome) {
    resolve(outcome.appended.map(({ id, duplicate }) => ({ id, duplicate })));
  } else reject(new Error(`Cannot store events: ${outcome?.error ?? "the writer gave no answer"}`));
}
