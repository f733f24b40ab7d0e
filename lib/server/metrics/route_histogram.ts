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
export class RouteHistogram {
  readonly #routes = new Map<string, Counts>();

  constructor(readonly name: string, readonly help: string) {}

  /** @param route one of our own routes, since it becomes part of the text as it is */
  observe(route: string, seconds: number): void {
    let counts = this.#routes.get(route);
    if (counts === undefined) {
      counts = { buckets: Array.from({ length: BOUNDS.length + 1 }, () => 0), sum: 0 };
      this.#routes.set(route, counts);
    }
    let bucket = 0;
    while (bucket < BOUNDS.length && seconds > (BOUNDS[bucket] ?? 0)) bucket++;
    counts.buckets[bucket] = (counts.buckets[bucket] ?? 0) + 1;
    counts.sum += seconds;
  }

  /** In Prometheus' text format. */
  text(): string {
    const lines = [`# HELP ${this.name} ${this.help}`, `# TYPE ${this.name} histogram`];
    for (const [route, { buckets, sum }] of this.#routes) {
      let total = 0;
      for (const [index, count] of buckets.entries()) {
        total += count;
        lines.push(`${this.name}_bucket{le="${BOUNDS[index] ?? "+Inf"}",way="${route}"} ${total}`);
      }
      lines.push(`${this.name}_sum{way="${route}"} ${sum}`);
      lines.push(`${this.name}_count{way="${route}"} ${total}`);
    }
    return `${lines.join("\n")}\n`;
  }
}
