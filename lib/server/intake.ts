import { BodyNames } from "../ingest/body_names.ts";
import type { Arrival } from "../ingest/arrival.ts";
import { OWN_SOURCE } from "./own_events.ts";
import type { Appended, Store } from "../store/store.ts";
import type { NewEvent } from "../events/new_event.ts";

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
  readonly #names = new BodyNames();
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

  /** Names a body, so that its doubles can be told. */
  nameOf(way: string, text: string, { received }: Pick<Arrival, "received">): string {
    return this.#names.nameOf(way, text, received);
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

  /** Told how many events were dropped as doubles. */
  onDoubles: (count: number) => void = () => {};

  /** Told how each write went: `null`, or what went wrong. */
  onStore: (failure: unknown) => void = () => {};

  /**
   * Stores events; once it resolves they survive the end of this process.
   *
   * @returns the ids of those that were no doubles
   * @throws {Error} when they could not be written
   */
  async accept(events: readonly NewEvent[]): Promise<readonly number[]> {
    if (events.length === 0) return [];
    const appended = await this.#append(events);
    const ids: number[] = [];
    events.forEach(({ draft }, index) => {
      const result = appended[index];
      if (result === undefined || result.duplicate) return;
      ids.push(result.id);
      if (draft.source !== OWN_SOURCE) this.#stored++;
    });
    this.onDoubles(events.length - ids.length);
    return ids;
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
}
