import type { AgentsAnswer, EventsAnswer, SessionsAnswer } from "../../../lib/contract/http.ts";
import type { AgentView, SessionView } from "../../../lib/contract/state.ts";
import type { CanonicalEvent } from "../../../lib/events/event.ts";
import { until } from "../../support/until.ts";
import { PATIENCE } from "../drive/patience.ts";
import type { World } from "../drive/world.ts";

/** A session as the monitor tells it; `undefined` where it knows none. */
export async function toldSession(world: World, id: string): Promise<SessionView | undefined> {
  const { sessions } = await ask<SessionsAnswer>(world, "/api/sessions");
  return sessions.find((each) => each.id === id);
}

/** Waits for a session that began after another one, as `/clear` makes it; gives its id. */
export async function sessionAfter(world: World, id: string): Promise<string> {
  return await until("the session after it", async () => {
    const { sessions } = await ask<SessionsAnswer>(world, "/api/sessions");
    const latest = sessions.toSorted((left, right) => right.first - left.first)[0]?.id;
    return latest === id ? null : latest;
  }, PATIENCE);
}

/** All agents as the monitor tells them. */
export async function toldAgents(world: World): Promise<readonly AgentView[]> {
  return (await ask<AgentsAnswer>(world, "/api/agents")).agents;
}

/** A session's events in the order of their arrival, but those about our own hooks. */
export async function toldEvents(world: World, id: string): Promise<CanonicalEvent[]> {
  const found: CanonicalEvent[] = [];
  for (let after = 0, more = true; more;) {
    const query = `/api/events?after=${after}&limit=1000&q=session:${id}`;
    const page = await ask<EventsAnswer>(world, query);
    found.push(...page.events);
    ({ last: after, more } = page);
  }
  return found.filter(({ type }) => !/^otel\.(hook|plugin|managed)/.test(type));
}

/** One line for each event: when it came, how long after it happened, and what it says. */
export function eventLines(events: readonly CanonicalEvent[]): string[] {
  return events.map(({ ts, received, type, agent, summary }) => {
    const clock = new Date(received).toISOString().slice(11, 23);
    return `${clock} (${received - ts} ms) ${type}${agent ? ` [${agent}]` : ""} ${summary}`;
  });
}

/** Asks the monitor; the shapes are those of `lib/contract`, held by its own tests. */
export async function ask<Answer>(world: World, path: string): Promise<Answer> {
  const signal = AbortSignal.timeout(PATIENCE.timeout);
  return await (await fetch(world.monitor + path, { signal })).json();
}
