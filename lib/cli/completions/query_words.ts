import { CLOSED_VALUES, FIELD_NAMES } from "../../events/query/fields.ts";
import { typedValue } from "../../events/query/quote_value.ts";
import { lookup } from "../../events/lookup.ts";
import type { Suggestion } from "./complete.ts";

/** Values of fields that only a running server knows. */
export type SeenValues = (field: "project" | "session") => Promise<readonly Suggestion[]>;

/** What may be typed of a query: the names of fields, and behind a colon their values. */
export async function queryWords(current: string, seen: SeenValues): Promise<Suggestion[]> {
  const [, minus = "", field] = /^(-?)([a-z_]+):/.exec(current) ?? [];
  if (field === undefined) {
    return FIELD_NAMES.map((name) => ({ value: `${name}:`, summary: "", open: true }));
  }
  const before = `${minus}${field}:`;
  if (field === "project" || field === "session") {
    return (await seen(field)).map(({ value, summary }) => ({
      value: before + typedValue(value),
      summary,
    }));
  }
  return (lookup(CLOSED_VALUES, field) ?? []).map((value) => ({
    value: before + value,
    summary: "",
  }));
}
