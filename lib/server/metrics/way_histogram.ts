/** Seconds: from a tenth of a millisecond to a second. */
const BOUNDS = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

interface Counts {
  /** Of each bucket alone, and of what is beyond the last one. */
  readonly buckets: number[];
  sum: number;
}

/**
 * A Prometheus histogram with the label `way`. The library's own costs each request more than all
 * else that is measured here.
 */
export class WayHistogram {
  readonly #ways = new Map<string, Counts>();

  constructor(readonly name: string, readonly help: string) {}

  /** @param way one of our own routes, since it becomes part of the text as it is */
  observe(way: string, seconds: number): void {
    let counts = this.#ways.get(way);
    if (counts === undefined) {
      counts = { buckets: Array.from({ length: BOUNDS.length + 1 }, () => 0), sum: 0 };
      this.#ways.set(way, counts);
    }
    let bucket = 0;
    while (bucket < BOUNDS.length && seconds > (BOUNDS[bucket] ?? 0)) bucket++;
    counts.buckets[bucket] = (counts.buckets[bucket] ?? 0) + 1;
    counts.sum += seconds;
  }

  /** In Prometheus' text format. */
  text(): string {
    const lines = [`# HELP ${this.name} ${this.help}`, `# TYPE ${this.name} histogram`];
    for (const [way, { buckets, sum }] of this.#ways) {
      let total = 0;
      for (const [index, count] of buckets.entries()) {
        total += count;
        lines.push(`${this.name}_bucket{le="${BOUNDS[index] ?? "+Inf"}",way="${way}"} ${total}`);
      }
      lines.push(`${this.name}_sum{way="${way}"} ${sum}`);
      lines.push(`${this.name}_count{way="${way}"} ${total}`);
    }
    return `${lines.join("\n")}\n`;
  }
}
