/** The round trip of a connection's pings. Times are ms of a clock that never goes back. */
export class RoundTrip {
  #asked: number | null = null;
  #last: number | null = null;

  /** A ping leaves. */
  ask(now: number): void {
    this.#asked ??= now;
  }

  /** Its answer has come. */
  answer(now: number): void {
    if (this.#asked === null) return;
    this.#last = now - this.#asked;
    this.#asked = null;
  }

  /**
   * ms that the last ping took, or that an unanswered one has taken so far where that is more;
   * `null` before the first.
   */
  ms(now: number): number | null {
    const open = this.#asked === null ? 0 : now - this.#asked;
    return this.#last === null ? (open || null) : Math.max(this.#last, open);
  }
}
