import { type CanonicalEvent, EVENT_FIELDS } from "../../events/event.ts";
import { visibleControls } from "../../events/text/visible.ts";
import { cell } from "./cell.ts";

/** The first line of an export, without its end. */
export const CSV_HEADER = EVENT_FIELDS.join(",");

/** One event as a line of CSV (RFC 4180), without its end. */
export function csvLine(event: CanonicalEvent): string {
  return EVENT_FIELDS.map((column) => csvCell(visibleControls(cell(event, column)))).join(",");
}

/** Spreadsheets run what begins like a formula: an apostrophe makes it text. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
