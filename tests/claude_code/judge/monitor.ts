import type { CanonicalEvent } from "../../../lib/events/event.ts";
import type { SessionView } from "../../../lib/contract/state.ts";
import type { World } from "../drive/world.ts";

/** A session as the monitor tells it; `undefined` where it knows none. */
export async function toldSession(world: World, id: string): Promise<SessionView | undefined> {
  const { sessions } = await ask(world, "/api/sessions");
  return sessions.find((each: SessionView) => each.id === id);
}

/** All agents as the monitor tells them. */
export async function toldAgents(world: World): Promise<SessionView["agents"]> {
  return (await ask(world, "/api/agents")).agents;
}

/** A session's events in the order of their arrival, but those about our own hooks. */
export async function toldEvents(world: World, id: string): Promise<CanonicalEvent[]> {
  const found: CanonicalEvent[] = [];
  for (let after = 0, more = true; more;) {
    const page = await ask(world, `/api/events?after=${after}&limit=1000&q=session:${id}`);
    found.push(...page.events);
    after = page.last;
    more = page.more;
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

// deno-lint-ignore no-explicit-any -- the shapes are those of lib/contract, held by its own tests
export async function ask(world: World, path: string): Promise<any> {
  const answer = await fetch(world.monitor + path, { signal: AbortSignal.timeout(5_000) });
  return await answer.json();
}
