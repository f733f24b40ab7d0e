import type { StatementSync } from "node:sqlite";
import type { CanonicalEvent } from "../../../events/event.ts";
import type { StringReader } from "./interned_strings.ts";

/** One row of the table of events. */
export type StoredRow = NonNullable<ReturnType<StatementSync["get"]>>;

const WORDS = ["source", "category", "type", "session", "agent", "project", "tool"] as const;

/** A stored event as JSON text. Its data is text already and is passed on as it is. */
export function toJson(row: StoredRow, names: StringReader): string {
  return `${fieldsJson(row, names)},"data":${row.data}}`;
}

/** A stored event as an object; its data is parsed when somebody looks at it. */
export function toEvent(row: StoredRow, names: StringReader): CanonicalEvent {
  let data: unknown;
  // The text is put together from what was checked on its way in.
  const event = JSON.parse(`${fieldsJson(row, names)}}`) as CanonicalEvent;
  return Object.defineProperty(event, "data", {
    enumerable: true,
    get: () => data ??= JSON.parse(String(row.data)),
  });
}

function fieldsJson(row: StoredRow, names: StringReader): string {
  const words = [...WORDS, "status" as const].map((name) => {
    const id = row[name];
    return id === null ? "" : `,"${name}":${names.json(Number(id))}`;
  });
  return `{"id":${row.id},"ts":${row.ts},"received":${row.received}${words.join("")}` +
    (row.correlation === null ? "" : `,"correlation":${JSON.stringify(row.correlation)}`) +
    (row.duration_ms === null ? "" : `,"duration_ms":${row.duration_ms}`) +
    `,"summary":${JSON.stringify(row.summary)}`;
}
