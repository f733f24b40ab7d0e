import type { CanonicalEvent } from "../events/event.ts";
import type { NewEvent, Store } from "../store/store.ts";

/** Where all ways in meet: stores what was understood, and counts it. */
export class Intake {
  readonly #store: Pick<Store, "append">;
  #stored = 0;

  constructor(store: Pick<Store, "append">) {
    this.#store = store;
  }

  /** Events that this process has stored. */
  get stored(): number {
    return this.#stored;
  }

  /** Told of each event that came in by {@linkcode accept} and was no double. */
  onAccepted: (events: readonly CanonicalEvent[]) => void = () => {};

  /**
   * Stores events; once it resolves they survive the end of this process.
   *
   * @returns the events that were no doubles
   * @throws {Error} when they could not be written
   */
  async store(events: readonly NewEvent[]): Promise<readonly CanonicalEvent[]> {
    if (events.length === 0) return [];
    const appended = await this.#store.append(events);
    const stored = events.flatMap(({ draft }, index) => {
      const result = appended[index];
      return result === undefined || result.duplicate ? [] : [{ id: result.id, ...draft }];
    });
    this.#stored += stored.length;
    return stored;
  }

  /** As {@linkcode store}, and tells claude-mpm's clients. */
  async accept(events: readonly NewEvent[]): Promise<void> {
    const stored = await this.store(events);
    if (stored.length > 0) this.onAccepted(stored);
  }
}
