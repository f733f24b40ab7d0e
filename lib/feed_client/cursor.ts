import type { EventBatch, SubscribeReply, SubscribeRequest } from "../contract/socket.ts";
import type { CanonicalEvent } from "../events/event.ts";

/** Where a reader of a feed stands: what makes each event come once, over whatever interruption. */
export class Cursor {
  #last: number | undefined;
  #store: string | undefined;

  /**
   * @param last the last id that the reader has; `undefined`: what comes from now on
   * @param store which that id belongs to, where it is known
   */
  constructor(last?: number, store?: string) {
    this.#last = last;
    this.#store = store;
  }

  /** The last id that was taken; `undefined` before the first one is known. */
  get last(): number | undefined {
    return this.#last;
  }

  /** What to ask the server for. */
  request(q?: string): SubscribeRequest {
    return {
      ...(this.#last === undefined ? {} : { after: this.#last }),
      ...(this.#store === undefined ? {} : { store: this.#store }),
      ...(q === undefined ? {} : { q }),
    };
  }

  /**
   * Learns from the server's answer which store it is and where it ends.
   *
   * @returns whether it is the store that the reader knows
   */
  accept({ store, last }: Extract<SubscribeReply, { ok: true }>): boolean {
    const known = this.#store === undefined || this.#store === store;
    this.#store ??= store;
    this.#last ??= last;
    return known;
  }

  /** Goes on after a batch, and gives those of its events that were not there before. */
  take({ events, last }: EventBatch): readonly CanonicalEvent[] {
    const from = this.#last ?? 0;
    this.#last = Math.max(from, last);
    return events.filter(({ id }) => id > from);
  }
}
