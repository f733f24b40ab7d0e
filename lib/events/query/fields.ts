import { CATEGORIES, STATUSES } from "../event.ts";
import { NUMBER_FIELDS, type NumberField, WORD_FIELDS, type WordField } from "./query.ts";
import { lookup } from "../lookup.ts";

/** Other names that people type for a field. */
const ALIASES: Readonly<Record<string, WordField | NumberField>> = {
  cat: "category",
  kind: "type",
  cwd: "project",
  dir: "project",
  folder: "project",
  sid: "session",
  tool_use_id: "correlation",
  duration: "duration_ms",
  took: "duration_ms",
  time: "ts",
};

/** The values of fields that have only few. */
export const CLOSED_VALUES: Readonly<Partial<Record<WordField, readonly string[]>>> = {
  category: CATEGORIES,
  status: STATUSES,
};

/** Every name that may stand before a colon, for help and for suggestions. */
export const FIELD_NAMES: readonly string[] = [
  ...WORD_FIELDS,
  ...NUMBER_FIELDS,
  ...Object.keys(ALIASES),
  "since",
  "until",
  "has",
];

/** The field of words with this name. */
export function wordField(name: string): WordField | undefined {
  const field = lookup(ALIASES, name) ?? name;
  return WORD_FIELDS.find((known) => known === field);
}

/** The field of numbers with this name. */
export function numberField(name: string): NumberField | undefined {
  const field = lookup(ALIASES, name) ?? name;
  return NUMBER_FIELDS.find((known) => known === field);
}
