import { createHash } from "node:crypto";

/** How long a text is remembered at least, in ms: longer than duplicates are looked for. */
const REMEMBERED_MS = 1000;

/** Longer texts are not kept: a digest stands for them. */
const MAX_KEPT_LENGTH = 8192;

/** So that no two of these in one process give the same digest to different texts. */
let given = 0;

/**
 * Identifies bodies so that equal ones of the last second have equal digests. Comparing the texts
 * themselves is exact, and much cheaper than hashing each.
 */
export class BodyDeduper {
  #recent = new Map<string, number>();
  #older = new Map<string, number>();
  /** When the recent ones began. */
  #since = 0;

  /**
   * Identifies a text and the route that it came by.
   *
   * @param now ms since 1970, UTC
   */
  digestOf(route: string, text: string, now: number): string {
    if (text.length > MAX_KEPT_LENGTH) return bodyDigest(route, text);
    if (Math.abs(now - this.#since) >= REMEMBERED_MS) this.#turn(now);
    let number = this.#recent.get(text);
    if (number === undefined) {
      number = this.#older.get(text) ?? ++given;
      this.#recent.set(text, number);
    }
    return `${route} ${number}`;
  }

  #turn(now: number): void {
    const isLongAgo = now - this.#since >= 2 * REMEMBERED_MS;
    this.#older = isLongAgo ? new Map() : this.#recent;
    this.#recent = new Map();
    this.#since = now;
  }
}

/** Identifies a body by its bytes and its route, so that duplicates are found. */
export function bodyDigest(route: string, text: string): string {
  return `${route} ${createHash("sha1").update(text).digest("base64")}`;
}
