import { bodyIdentity } from "./arrival.ts";

/** How long a text is remembered at least, in ms: longer than doubles are looked for. */
const REMEMBERED_MS = 1000;

/** Longer texts are not kept: a digest stands for them. */
const LONGEST = 8192;

/** So that no two of these in one process give the same name to different texts. */
let given = 0;

/**
 * Names bodies so that equal ones of the last second have equal names. Comparing the texts
 * themselves is exact, and much cheaper than a digest of each.
 */
export class BodyNames {
  #recent = new Map<string, number>();
  #older = new Map<string, number>();
  /** When the recent ones began. */
  #since = 0;

  /**
   * Names a text and the way that it came.
   *
   * @param now ms since 1970, UTC
   */
  nameOf(way: string, text: string, now: number): string {
    if (text.length > LONGEST) return bodyIdentity(way, text);
    if (Math.abs(now - this.#since) >= REMEMBERED_MS) this.#turn(now);
    let number = this.#recent.get(text);
    if (number === undefined) {
      number = this.#older.get(text) ?? ++given;
      this.#recent.set(text, number);
    }
    return `${way} ${number}`;
  }

  #turn(now: number): void {
    const isLongAgo = now - this.#since >= 2 * REMEMBERED_MS;
    this.#older = isLongAgo ? new Map() : this.#recent;
    this.#recent = new Map();
    this.#since = now;
  }
}
