/**
 * Reads an entry of a table by a key that comes from outside. Names such as `constructor`, which
 * every object inherits, find nothing.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(lookup({ ok: "✓" }, "ok"), "✓");
 * assertEquals(lookup({ ok: "✓" }, "constructor"), undefined);
 * ```
 */
export function lookup<Value>(
  table: Readonly<Record<string, Value>>,
  key: string,
): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
