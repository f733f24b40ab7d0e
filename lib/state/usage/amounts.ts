/** Money and tokens as amounts that can be added; what was never reported is absent, never zero. */
import type { TokenCounts } from "../../contract/usage.ts";

/** What was used; each measure is absent where nobody reported it. */
export interface Amounts extends TokenCounts {
  /** US dollars, as Claude Code reckons them. */
  readonly cost_usd?: number;
  /** Requests to the model. */
  readonly requests?: number;
}

/** One of the measures of {@linkcode Amounts}. */
export type Measure = keyof Amounts;

/** All of them. */
export const MEASURES = [
  "cost_usd",
  "requests",
  "input",
  "output",
  "cache_read",
  "cache_write",
] as const satisfies readonly Measure[];

/** Those that count tokens. */
export const TOKEN_MEASURES = [
  "input",
  "output",
  "cache_read",
  "cache_write",
] as const satisfies readonly (keyof TokenCounts)[];

/** Adds amounts; a measure is unknown only where neither side knows it. */
export function addAmounts(left: Amounts, right: Amounts): Amounts {
  return Object.fromEntries(
    MEASURES.filter((name) => left[name] !== undefined || right[name] !== undefined)
      .map((name) => [name, (left[name] ?? 0) + (right[name] ?? 0)]),
  );
}

/** A sum without the dust of binary fractions: to a billionth of a dollar. */
export function rounded(amounts: Amounts): Amounts {
  return Object.fromEntries(
    MEASURES.flatMap((name) => {
      const amount = amounts[name];
      return amount === undefined ? [] : [[name, Math.round(amount * 1e9) / 1e9]];
    }),
  );
}

/** The tokens among amounts; `null` where none were reported. */
export function tokensOf(amounts: Amounts): TokenCounts | null {
  const reported = TOKEN_MEASURES.filter((name) => amounts[name] !== undefined);
  if (reported.length === 0) return null;
  return Object.fromEntries(reported.map((name) => [name, amounts[name] ?? 0]));
}
