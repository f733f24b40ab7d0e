import { quantile as weightedQuantile } from "../../lib/events/quantile.ts";

/** Prints one line of a bench. */
export function say(what: string, figure: string): void {
  // deno-lint-ignore no-console -- the output of a script
  console.log(`${what.padEnd(52)} ${figure}`);
}

/** Says what part of a floor was reached. */
export function ratio(value: number, floor: number): string {
  return `${Math.round(value).toLocaleString("en")} of ${
    Math.round(floor).toLocaleString("en")
  } a second: ${(100 * value / floor).toFixed(0)} %`;
}

/** The value that a share of all values is not above; NaN where there are none. */
export function quantile(values: readonly number[], share: number): number {
  const ordered = values.toSorted((a, b) => a - b).map((value) => [value, 1] as const);
  return weightedQuantile(ordered, share) ?? NaN;
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
