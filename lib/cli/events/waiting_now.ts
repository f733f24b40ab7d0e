import type { AgentsAnswer, EventsAnswer } from "../../contract/http.ts";
import type { CanonicalEvent } from "../../events/event.ts";
import { readServer, type Served } from "./server_reader.ts";

/** Events in which an agent waits for the person, as a query. */
export const WAITING =
  "(type:permission.request OR type:elicitation.request OR data.notification_type:permission_prompt" +
  " OR data.notification_type:idle_prompt OR data.notification_type:elicitation_dialog" +
  " OR data.notification_type:agent_needs_input" +
  " OR (type:tool.pre tool:AskUserQuestion,ExitPlanMode))";

/**
 * The questions that nobody has answered yet, the oldest first: who waits, the server's state says;
 * with what, the event by which the waiting began.
 *
 * @param q the events among which they are looked for
 * @param last no later event is given
 * @throws {Error} when the server does not tell
 */
export async function waitingNow(
  server: Served,
  { q, last }: { readonly q: string; readonly last: number },
): Promise<readonly CanonicalEvent[]> {
  const { agents } = await readServer<AgentsAnswer>(server, "/api/agents");
  const waits = agents.flatMap(({ session, waiting }) =>
    waiting === null ? [] : [{ session, since: waiting.since }]
  );
  const found = new Map<number, CanonicalEvent>();
  for (const moment of new Set(waits.map(({ since }) => since))) {
    const query = new URLSearchParams({
      q: `since:${moment} until:${moment + 1} ${q}`,
      limit: "1000",
    });
    const { events } = await readServer<EventsAnswer>(server, `/api/events?${query}`);
    for (const event of events) {
      const isOpen = waits.some(({ session, since }) =>
        event.session === session && event.received === since
      );
      if (isOpen && event.id <= last) found.set(event.id, event);
    }
  }
  return [...found.values()].sort((left, right) => left.id - right.id);
}
