import type { JsonObject } from "../events/event.ts";

/**
 * Bytes of JSON that the items of one answer may have. Clients cut what is longer off in the middle,
 * or refuse it: Claude Code at 25,000 tokens, of which this is about a third.
 */
export const MAX_BYTES = 24_000;

/** A list that is filled until it is long enough, by count or by bytes. */
export class BoundedList {
  readonly #items: JsonObject[] = [];
  readonly #most: number;
  #bytes = 0;

  /** @param most items */
  constructor(most: number) {
    this.#most = most;
  }

  get items(): readonly JsonObject[] {
    return this.#items;
  }

  /**
   * Adds an item where there is room for it; the first one always has.
   *
   * @returns whether it was added
   */
  add(item: JsonObject): boolean {
    const bytes = bytesOf(item);
    const isFull = this.#items.length >= this.#most ||
      (this.#items.length > 0 && this.#bytes + bytes > MAX_BYTES);
    if (isFull) return false;
    this.#items.push(item);
    this.#bytes += bytes;
    return true;
  }
}

/** Bytes of a value as JSON, with its comma. */
export function bytesOf(value: JsonObject): number {
  return new TextEncoder().encode(JSON.stringify(value)).length + 1;
}
