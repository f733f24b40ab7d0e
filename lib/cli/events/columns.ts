import type { CanonicalEvent } from "../../events/event.ts";

/** An event's fields in the order in which they are printed; `data` is JSON text. */
export const COLUMNS = [
  "id",
  "ts",
  "received",
  "source",
  "category",
  "type",
  "session",
  "agent",
  "project",
  "tool",
  "correlation",
  "status",
  "duration_ms",
  "summary",
  "data",
] as const;

/** One of {@linkcode COLUMNS}. */
export type Column = typeof COLUMNS[number];

/** A field as text; times are ISO 8601, what is not known is empty. */
export function cell(event: CanonicalEvent, column: Column): string {
  if (column === "data") return JSON.stringify(event.data);
  if (column === "ts" || column === "received") return new Date(event[column]).toISOString();
  const value = event[column];
  return value === undefined ? "" : String(value);
}
