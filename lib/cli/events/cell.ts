import type { CanonicalEvent, EventField } from "../../events/event.ts";

/** A field as text; `data` is JSON, times are ISO 8601, what is not known is empty. */
export function cell(event: CanonicalEvent, column: EventField): string {
  if (column === "data") return JSON.stringify(event.data);
  if (column === "ts" || column === "received") return new Date(event[column]).toISOString();
  const value = event[column];
  return value === undefined ? "" : String(value);
}
