import type { CanonicalEvent } from "../events/event.ts";
import type { Arrival } from "../ingest/mod.ts";
import { OWN_SOURCE } from "./own_events.ts";
import type { Appended, NewEvent, Store } from "../store/store.ts";

/** How {@linkcode Intake} treats what comes in. */
export interface IntakeOptions {
  /** ms since 1970, UTC. */
  readonly now: () => number;
  /** Whether secrets are replaced before storing. */
  readonly redact: boolean;
}

/** Where all ways in meet: stores what was understood, and counts it. */
export class Intake {
  readonly #store: Pick<Store, "append">;
  readonly #options: IntakeOptions;
  #stored = 0;
  #waiting = 0;
  #mostWaiting = 0;
  #failed = 0;

  constructor(store: Pick<Store, "append">, options: IntakeOptions) {
    this.#store = store;
    this.#options = options;
  }

  /** What is known of anything that comes in now. */
  arrival(): Pick<Arrival, "received" | "redact"> {
    const { now, redact } = this.#options;
    return { received: now(), redact };
  }

  /** Events that this process has stored. */
  get stored(): number {
    return this.#stored;
  }

  /** Events on their way to the disk: now, and at most. */
  get queue(): { now: number; max: number } {
    return { now: this.#waiting, max: this.#mostWaiting };
  }

  /** Events that could not be stored; their emitters were told so. */
  get failed(): number {
    return this.#failed;
  }

  /** Told of each event that came in by {@linkcode accept} and was no double. */
  onAccepted: (events: readonly CanonicalEvent[]) => void = () => {};

  /** Told how many events were dropped as doubles. */
  onDoubles: (count: number) => void = () => {};

  /** Told how each write went: `null`, or what went wrong. */
  onStore: (failure: unknown) => void = () => {};

  /**
   * Stores events; once it resolves they survive the end of this process.
   *
   * @returns the events that were no doubles
   * @throws {Error} when they could not be written
   */
  async store(events: readonly NewEvent[]): Promise<readonly CanonicalEvent[]> {
    if (events.length === 0) return [];
    const appended = await this.#append(events);
    const stored = events.flatMap(({ draft }, index) => {
      const result = appended[index];
      if (result === undefined || result.duplicate) return [];
      return [{ id: result.id, ...draft }];
    });
    this.#stored += stored.filter(({ source }) => source !== OWN_SOURCE).length;
    this.onDoubles(events.length - stored.length);
    return stored;
  }

  async #append(events: readonly NewEvent[]): Promise<readonly Appended[]> {
    this.#waiting += events.length;
    this.#mostWaiting = Math.max(this.#mostWaiting, this.#waiting);
    try {
      const appended = await this.#store.append(events);
      this.onStore(null);
      return appended;
    } catch (error) {
      this.#failed += events.length;
      this.onStore(error);
      throw error;
    } finally {
      this.#waiting -= events.length;
    }
  }

  /** As {@linkcode store}, and tells claude-mpm's clients. */
  async accept(events: readonly NewEvent[]): Promise<void> {
    const stored = await this.store(events);
    if (stored.length > 0) this.onAccepted(stored);
  }
}
