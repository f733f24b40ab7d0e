import type { EventDraft } from "../../../events/event.ts";

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
