import { composed } from "../composed.ts";
import type { EventDraft, Json } from "../event.ts";

const texts = new WeakMap<EventDraft, string>();

/**
 * All that a search for words looks at: the summary, the fields, and every text and number in the
 * data, one a line, its characters composed. Names of data fields are left out: everything would
 * match `tool`.
 */
export function searchText(event: EventDraft): string {
  const known = texts.get(event);
  if (known !== undefined) return known;
  const { summary, type, tool, agent, project, session, source, data } = event;
  const parts = [summary, type, tool, agent, project, session, source]
    .filter((part) => part !== undefined);
  collect(data, parts);
  const text = composed(parts.join("\n"));
  texts.set(event, text);
  return text;
}

function collect(value: Json, into: string[]): void {
  if (typeof value === "string") into.push(value);
  else if (typeof value === "number") into.push(String(value));
  else if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) collect(part, into);
  }
}
