/**
 * The value that a share of all values lies at or below; `null` where there are none.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(quantile([[10, 3], [20, 1]], 0.5), 10);
 * assertEquals(quantile([[10, 3], [20, 1]], 0.95), 20);
 * assertEquals(quantile([], 0.5), null);
 * ```
 *
 * @param ordered values from the lowest on, with how often each was seen
 * @param share from 0 to 1
 */
export function quantile(
  ordered: readonly (readonly [value: number, count: number])[],
  share: number,
): number | null {
  const total = ordered.reduce((sum, [, count]) => sum + count, 0);
  let missing = Math.max(1, Math.ceil(share * total));
  for (const [value, count] of ordered) if ((missing -= count) <= 0) return value;
  return null;
}
