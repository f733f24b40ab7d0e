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

  /**
   * Stores events; once it resolves they survive the end of this process.
   *
   * @throws {Error} when they could not be written
   */
  async accept(events: readonly NewEvent[]): Promise<void> {
    if (events.length === 0) return;
    const appended = await this.#store.append(events);
    for (const { duplicate } of appended) if (!duplicate) this.#stored++;
  }
}
