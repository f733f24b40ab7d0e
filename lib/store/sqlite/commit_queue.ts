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
const EVENTS_A_COMMIT = 1000;

/**
 * Commits together what came while the writer was busy, as soon as it is free: under load the
 * transactions grow by themselves, and an idle store commits at once.
 */
export class CommitQueue {
  readonly #options: CommitQueueOptions;
  readonly #waiting: Waiting[] = [];
  #working: Promise<void> | undefined;

  constructor(options: CommitQueueOptions) {
    this.#options = options;
  }

  /** Calls of `append` that wait for the writer. */
  get length(): number {
    return this.#waiting.length;
  }

  /** Stores events with the next commit. */
  append(events: readonly NewEvent[]): Promise<readonly Appended[]> {
    if (events.length === 0) return Promise.resolve([]);
    const whole = events.map((event) => ({ ...event, draft: storable(event.draft) }));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events: whole, resolve, reject });
      this.#working ??= this.#work();
    });
  }

  /** Resolves when nothing waits any more. */
  async drain(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) await this.#commit(this.#take());
    this.#working = undefined;
  }

  #take(): readonly Waiting[] {
    let events = 0;
    const end = this.#waiting.findIndex((waiting, index) => {
      events += waiting.events.length;
      return events > EVENTS_A_COMMIT && index > 0;
    });
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    let outcomes: readonly GroupOutcome[];
    try {
      outcomes = await this.#options.commit(batch.map(({ events }) => events.map(toRow)));
    } catch (error) {
      outcomes = batch.map(() => ({ error: String(error) }));
    }
    const settled = batch.map((waiting, index) => ({ waiting, outcome: outcomes[index] }));
    this.#options.committed(
      settled.flatMap(({ waiting, outcome }) =>
        outcome !== undefined && "appended" in outcome
          ? [{ events: waiting.events, appended: outcome.appended }]
          : []
      ),
    );
    for (const { waiting, outcome } of settled) settle(waiting, outcome);
  }
}

function settle({ resolve, reject }: Waiting, outcome: GroupOutcome | undefined): void {
  if (outcome !== undefined && "appended" in outcome) {
    resolve(outcome.appended.map(({ id, duplicate }) => ({ id, duplicate })));
  } else reject(new Error(`Cannot store events: ${outcome?.error ?? "the writer gave no answer"}`));
}
