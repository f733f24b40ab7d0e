import type { MonitorState } from "../state/mod.ts";
import type { SessionState } from "../state/state.ts";

/** An agent that waits for the person, as it is announced to others. */
export interface Waiting {
  readonly session: string;
  readonly project: string | null;
  /** `permission` or `input`. */
  readonly kind: string;
  readonly question: string;
  readonly tool: string | null;
  /** The agent's name; `null` for the main agent. */
  readonly agent: string | null;
  /** ms since 1970, UTC. */
  readonly since: number;
}

/**
 * What began to wait between two states. Pure; sessions that did not change are shared between the
 * two and are not looked at.
 */
export function newWaits(before: MonitorState, after: MonitorState): Waiting[] {
  const found: Waiting[] = [];
  for (const [id, session] of after.sessions) {
    const known = before.sessions.get(id);
    if (known === session) continue;
    const old = known === undefined ? new Set<string>() : new Set(waitsOf(known).map(nameOf));
    found.push(...waitsOf(session).filter((wait) => !old.has(nameOf(wait))));
  }
  return found;
}

function waitsOf(session: SessionState): Waiting[] {
  return Array.from(session.agents.values()).flatMap((agent) =>
    agent.waits.map(({ kind, question, tool, since }) => ({
      session: session.id,
      project: session.project,
      kind,
      question,
      tool,
      agent: agent.name,
      since,
    }))
  );
}

function nameOf({ agent, kind, since, question }: Waiting): string {
  return JSON.stringify([agent, kind, since, question]);
}
