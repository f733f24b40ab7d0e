import type { Clock } from "../clock.ts";

/** Shortest time between two batches, in ms, unless said: one frame of a screen. */
export const TICK_MS = 16;

/** When a batch leaves. */
export interface BatcherOptions {
  /** Whether the first items after a quiet time leave at once; all wait for the tick otherwise. */
  readonly first: "at once" | "waits";
  /** Shortest time from one batch to the next, in ms, as it is now. */
  readonly tick?: () => number;
}

/** Joins what comes in quick succession into batches, at most one a tick. */
export class Batcher<Item> {
  readonly #flush: (items: readonly Item[]) => void;
  readonly #clock: Pick<Clock, "elapsed" | "later">;
  readonly #first: BatcherOptions["first"];
  readonly #tick: () => number;
  #waiting: Item[] = [];
  #cancel: (() => void) | null = null;
  #lastFlush = -Infinity;

  constructor(
    flush: (items: readonly Item[]) => void,
    clock: Pick<Clock, "elapsed" | "later">,
    { first, tick = () => TICK_MS }: BatcherOptions,
  ) {
    this.#flush = flush;
    this.#clock = clock;
    this.#first = first;
    this.#tick = tick;
  }

  /** Whether items wait for the tick. */
  get isWaiting(): boolean {
    return this.#cancel !== null;
  }

  /** Adds items behind those that wait. */
  add(items: readonly Item[]): void {
    for (const item of items) this.#waiting.push(item);
    if (this.#cancel !== null) return;
    const tick = this.#tick();
    const wait = this.#first === "waits" ? tick : this.#lastFlush + tick - this.#clock.elapsed();
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
    this.#lastFlush = this.#clock.elapsed();
    const items = this.#waiting;
    if (items.length === 0) return;
    this.#waiting = [];
    this.#flush(items);
  }
}
