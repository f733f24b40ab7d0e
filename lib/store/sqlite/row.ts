import type { EventDraft } from "../../events/event.ts";
import type { NewEvent } from "../store.ts";

/**
 * The columns of an event, words not yet replaced by numbers: an array, since arrays cross
 * threads much cheaper than objects do. `data` is already JSON text.
 */
export type Columns = [
  ts: number,
  received: number,
  source: string,
  category: string,
  type: string,
  session: string | null,
  agent: string | null,
  project: string | null,
  tool: string | null,
  correlation: string | null,
  status: string | null,
  duration: number | null,
  summary: string,
  data: string,
];

/** An event on its way to the worker. */
export interface Row extends Pick<NewEvent, "key" | "once" | "body"> {
  readonly columns: Columns;
}

/** Flattens an event for the worker. Its draft must be {@linkcode storable}. */
export function toRow({ draft, ...identity }: NewEvent): Row {
  const columns: Columns = [
    draft.ts,
    draft.received,
    draft.source,
    draft.category,
    draft.type,
    draft.session ?? null,
    draft.agent ?? null,
    draft.project ?? null,
    draft.tool ?? null,
    draft.correlation ?? null,
    draft.status ?? null,
    draft.duration_ms ?? null,
    draft.summary,
    JSON.stringify(draft.data),
  ];
  return { columns, ...identity };
}

const TEXTS = [
  "source",
  "type",
  "session",
  "agent",
  "project",
  "tool",
  "correlation",
  "summary",
] as const;

/**
 * The draft as it will read when it comes back from the store: whole milliseconds, and no text
 * that SQLite would cut (at a NUL) or change (lone surrogates).
 */
export function storable(draft: EventDraft): EventDraft {
  if (TEXTS.every((name) => isClean(draft[name])) && isWhole(draft)) return draft;
  const texts = TEXTS.flatMap((name) => {
    const text = draft[name];
    return text === undefined ? [] : [[name, text.replaceAll("\0", "\u2400").toWellFormed()]];
  });
  return {
    ...draft,
    ...Object.fromEntries(texts),
    ts: Math.round(draft.ts),
    received: Math.round(draft.received),
  };
}

function isClean(text: string | undefined): boolean {
  return text === undefined || (!text.includes("\0") && text.isWellFormed());
}

function isWhole({ ts, received }: EventDraft): boolean {
  return Number.isInteger(ts) && Number.isInteger(received);
}
