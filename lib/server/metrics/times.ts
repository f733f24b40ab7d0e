import { quantile } from "../../events/quantile.ts";

/** Buckets to each doubling: what is read from one is off by 4 % at most. */
const BUCKETS_PER_OCTAVE = 16;
/** Seconds: the lowest bucket's upper bound, and that times 2 to the 30th is about a quarter hour. */
const LOWEST = 1e-6;
const BUCKETS = 30 * BUCKETS_PER_OCTAVE;

/** How many times fell into each of many narrow buckets: counting one costs next to nothing. */
class TimeCounts {
  readonly #counts = new Uint32Array(BUCKETS);
  readonly #sums = new Float64Array(BUCKETS);

  add(seconds: number): void {
    const bucket = Math.ceil(Math.log2(seconds / LOWEST) * BUCKETS_PER_OCTAVE);
    this.#put(bucket > 0 ? Math.min(bucket, BUCKETS - 1) : 0, 1, seconds);
  }

  addAll(other: TimeCounts): void {
    for (const [index, count] of other.#counts.entries()) {
      if (count > 0) this.#put(index, count, other.#sums[index] ?? 0);
    }
  }

  /** The mean of each bucket in seconds, from the lowest on, and how many times fell into it. */
  means(): (readonly [seconds: number, count: number])[] {
    return Array.from(this.#counts, (count, index) =>
      [
        (this.#sums[index] ?? 0) / count,
        count,
      ] as const).filter(([, count]) => count > 0);
  }

  #put(index: number, count: number, sum: number): void {
    this.#counts[index] = (this.#counts[index] ?? 0) + count;
    this.#sums[index] = (this.#sums[index] ?? 0) + sum;
  }
}

const AGES = 5;
const AGE_MS = 120_000;

/** Times of the last ten minutes, in steps of two. */
export class RecentTimes {
  #ages: TimeCounts[] = [new TimeCounts()];
  #begun = 0;
  #count = 0;

  /** Times ever added. */
  get count(): number {
    return this.#count;
  }

  /**
   * Takes one time in.
   *
   * @param now ms of a clock that never goes back
   */
  add(seconds: number, now: number): void {
    this.#turn(now);
    this.#ages[0]?.add(seconds);
    this.#count++;
  }

  /** The times, in seconds, that these shares of the recent ones were not longer than. */
  quantiles(shares: readonly number[], now: number): readonly (number | null)[] {
    this.#turn(now);
    const recent = new TimeCounts();
    for (const age of this.#ages) recent.addAll(age);
    const means = recent.means();
    return shares.map((share) => quantile(means, share));
  }

  #turn(now: number): void {
    const turns = Math.min(AGES, Math.floor((now - this.#begun) / AGE_MS));
    if (turns <= 0) return;
    this.#begun = turns === AGES ? now : this.#begun + turns * AGE_MS;
    const fresh = Array.from({ length: turns }, () => new TimeCounts());
    this.#ages = [...fresh, ...this.#ages].slice(0, AGES);
  }
}
