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

/** The middle one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}
