import type { Family, Sample } from "./exposition.ts";

/** Seconds: from a tenth of a millisecond to a second. */
const BOUNDS = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

interface Counts {
  /** Of each bucket alone, and of what is beyond the last one. */
  readonly buckets: number[];
  sum: number;
}

/**
 * A Prometheus histogram with the label `way`, which costs a request next to nothing.
 */
export class RouteHistogram {
  readonly #routes = new Map<string, Counts>();

  constructor(readonly name: string, readonly help: string) {}

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

  /** All that was observed. */
  family(): Family {
    const samples = Array.from(this.#routes, ([way, { buckets, sum }]): Sample[] => {
      let total = 0;
      const counted = buckets.map((count, index) => ({
        suffix: "_bucket",
        labels: { le: String(BOUNDS[index] ?? "+Inf"), way },
        value: total += count,
      }));
      return [
        ...counted,
        { suffix: "_sum", labels: { way }, value: sum },
        { suffix: "_count", labels: { way }, value: total },
      ];
    });
    return { name: this.name, help: this.help, type: "histogram", samples: samples.flat() };
  }
}
