/** One agent at a moment. Pure. */
import { lookup } from "../events/lookup.ts";
import { type Phase, SILENCE } from "./rules.ts";
import { type AgentStateName, type AgentView, STATES } from "../contract/state.ts";
import { type AgentState, MAIN, type SessionState } from "./state.ts";

/** A moment at which an agent is looked at. */
interface Moment {
  /** Callers above it. */
  readonly depth: number;
  /** ms since 1970, UTC. */
  readonly now: number;
  /** Since when the turn is broken off that is still open as far as it was reported. */
  readonly broken: number | null;
}

/** An agent, whose depth below the main one is known, at a moment. */
export function viewAgent(
  session: SessionState,
  agent: AgentState,
  at: Moment,
): AgentView {
  // Sub-agents keep their caller alive: while they report, it has not been lost.
  const heard = agent.key === MAIN ? session.last : agent.last;
  const { state, since } = brokenAt(agent, at) ?? stateAt(agent, heard, at.now);
  const wait = agent.waits.find((each) => each.kind === state);
  const isAtWork = STATES[state].live && state !== "interrupted";
  const running = isAtWork ? agent.running.at(-1) : undefined;
  return {
    id: agent.key,
    session: session.id,
    project: session.project,
    name: agent.name,
    parent: agent.parent,
    depth: at.depth,
    state,
    state_since: since,
    task: agent.task,
    doing: running?.summary ?? agent.doing,
    tool: running === undefined ? null : { name: running.name, since: running.since },
    waiting: wait === undefined ? null : {
      kind: wait.kind,
      question: wait.question,
      tool: wait.tool,
      since: wait.since,
      event: wait.event,
      call: wait.key,
      agent: agent.key === MAIN ? null : agent.name ?? agent.key,
    },
    background: agent.background,
    tools: agent.tools,
    errors: agent.errors,
    tokens: tokensOf(session, agent),
    tasks: agent.tasks,
    first: agent.first,
    last: agent.last,
  };
}

interface StateAt {
  readonly state: AgentStateName;
  readonly since: number;
}

/** Escape breaks off all that works in the foreground. */
function brokenAt({ phase, background }: AgentState, { broken }: Moment): StateAt | null {
  if (broken === null || phase !== "working" || background) return null;
  return { state: "interrupted", since: broken };
}

/** An agent's state at a moment, and since when: its phase, what it waits for, and silence. */
function stateAt(
  agent: AgentState,
  heard: number,
  now: number,
): StateAt {
  if (agent.phase === "done" || agent.phase === "lost") {
    return { state: agent.phase, since: agent.since };
  }
  const wait = agent.waits.find((each) => each.kind === "permission") ?? agent.waits[0];
  const limit = wait !== undefined
    ? SILENCE.waiting
    : agent.phase !== "working"
    ? SILENCE.idle
    : agent.running.length > 0
    ? SILENCE.tool
    : SILENCE.working;
  if (now - heard > limit) return { state: "lost", since: heard + limit };
  if (wait !== undefined) return { state: wait.kind, since: wait.since };
  return { state: named(agent.phase), since: agent.since };
}

function named(phase: Exclude<Phase, "done" | "lost">): AgentStateName {
  return phase === "unknown" ? "idle" : phase;
}

/** Its call's result tells the size of the last request, telemetry each of them as it is exported. */
function tokensOf({ usage }: SessionState, { key, tokens }: AgentState): number | null {
  const counted = lookup(usage.agents, key);
  return counted === undefined ? tokens : Math.max(counted, tokens ?? 0);
}
