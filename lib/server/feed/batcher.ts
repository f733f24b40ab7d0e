/** Shortest time between two batches, in ms: one frame of a screen. */
const TICK_MS = 16;

/** Clock and timer, as parameters. */
export interface BatcherClock {
  readonly now: () => number;
  /** Runs a function later; returns how to cancel it. */
  readonly later: (ms: number, run: () => void) => () => void;
}

/**
 * Joins what comes in quick succession into batches, at most one a tick. The first item after a
 * quiet time goes out at once.
 */
export class Batcher<Item> {
  readonly #flush: (items: readonly Item[]) => void;
  readonly #clock: BatcherClock;
  #waiting: Item[] = [];
  #cancel: (() => void) | null = null;
  #lastFlush = -Infinity;

  constructor(flush: (items: readonly Item[]) => void, clock: BatcherClock) {
    this.#flush = flush;
    this.#clock = clock;
  }

  /** Adds items behind those that wait. */
  add(items: readonly Item[]): void {
    for (const item of items) this.#waiting.push(item);
    if (this.#cancel !== null) return;
    const wait = this.#lastFlush + TICK_MS - this.#clock.now();
    if (wait <= 0) this.#flushAll();
    else this.#cancel = this.#clock.later(wait, () => this.#flushAll());
  }

  /** Sends what waits now, without waiting for the tick. */
  flush(): void {
    this.#cancel?.();
    this.#flushAll();
  }

  #flushAll(): void {
    this.#cancel = null;
    this.#lastFlush = this.#clock.now();
    const items = this.#waiting;
    this.#waiting = [];
    if (items.length > 0) this.#flush(items);
  }
}
