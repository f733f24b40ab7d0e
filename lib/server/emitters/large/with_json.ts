import type { Json } from "../../../events/event.ts";
import type { NewEvent } from "../../../events/new_event.ts";

/** The JSON text of data with more UTF-16 units of text is long. */
const LONG = 32 * 1024;

/** The event with the JSON text of its data, where that is long. */
export function withJson(event: NewEvent): NewEvent {
  if (unitsLeft(event.draft.data, LONG) > 0) return event;
  return { ...event, json: new TextEncoder().encode(JSON.stringify(event.draft.data)) };
}

/** What is left of so many units when the texts of a value have taken theirs. */
function unitsLeft(value: Json, units: number): number {
  if (typeof value === "string") return units - value.length;
  if (typeof value !== "object" || value === null) return units - 1;
  let left = units;
  for (const [name, below] of Object.entries<Json>(value)) {
    left = unitsLeft(below, left - name.length);
    if (left <= 0) break;
  }
  return left;
}
