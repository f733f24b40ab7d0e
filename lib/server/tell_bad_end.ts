import type { BadEndFacts } from "../contract/http.ts";
import type { JsonObject } from "../events/event.ts";
import { redactText } from "../events/redact/redact_text.ts";
import type { OwnEvents } from "./own_events.ts";

/** How the last run ended, as others may read it: its last words may hold what was sent to it. */
export function redactBadEnd(facts: BadEndFacts): BadEndFacts {
  const { last_words } = facts;
  return { ...facts, last_words: last_words === null ? null : redactText(last_words) };
}

/** Stores that the last run did not end well. @param facts redacted */
export function tellBadEnd(
  ownEvents: Pick<OwnEvents, "tell">,
  { data, ...about }: { readonly category: "system"; readonly data: JsonObject },
  { last_words: words, ...facts }: BadEndFacts,
): void {
  const said = words === null ? "without a word" : `its last words: ${words.split("\n")[0]}`;
  ownEvents.tell({
    ...about,
    type: "server.crash",
    summary: `The last run did not end well, ${said}`,
    data: { ...data, ...facts, last_words: words },
  });
}
