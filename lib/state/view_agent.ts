/** One agent at a moment. Pure. */
import { type AgentStateName, type Phase, SILENCE, STATES } from "./rules.ts";
import { type AgentState, MAIN, type SessionState, type Task, type Wait } from "./state.ts";

/** What somebody waits for, and who. */
export interface WaitView {
  readonly kind: Wait["kind"];
  readonly question: string;
  readonly tool: string | null;
  /** ms since 1970, UTC. */
  readonly since: number;
  /** The agent's name; `null` for the main agent. */
  readonly agent: string | null;
}

/** One agent as `GET /api/agents` lists it. */
export interface AgentView {
  /** `main`, the agent's id, or `call:` and its call until it has one. Unique in its session. */
  readonly id: string;
  readonly session: string;
  readonly project: string | null;
  readonly name: string | null;
  readonly parent: string | null;
  /** Callers above it: 0 for the main agent. */
  readonly depth: number;
  readonly state: AgentStateName;
  /** ms since 1970, UTC. */
  readonly state_since: number;
  readonly task: string | null;
  /** What it does now, or did last; `null` when it does nothing. */
  readonly doing: string | null;
  /** The tool that runs now, the latest of several. */
  readonly tool: { readonly name: string; readonly since: number } | null;
  readonly waiting: WaitView | null;
  readonly background: boolean;
  readonly tools: number;
  readonly errors: number;
  readonly tokens: number | null;
  readonly tasks: readonly Task[];
  readonly first: number;
  readonly last: number;
}

/** An agent, whose depth below the main one is known, at a moment. */
export function viewAgent(
  session: SessionState,
  agent: AgentState,
  at: { readonly depth: number; readonly now: number },
): AgentView {
  // Sub-agents keep their caller alive: while they report, it has not been lost.
  const heard = agent.key === MAIN ? session.last : agent.last;
  const { state, since } = stateAt(agent, heard, at.now);
  const wait = agent.waits.find((each) => each.kind === state);
  const running = STATES[state].live ? agent.running.at(-1) : undefined;
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
      agent: agent.key === MAIN ? null : agent.name ?? agent.key,
    },
    background: agent.background,
    tools: agent.tools,
    errors: agent.errors,
    tokens: agent.tokens,
    tasks: agent.tasks,
    first: agent.first,
    last: agent.last,
  };
}

/** An agent's state at a moment, and since when: its phase, what it waits for, and silence. */
export function stateAt(
  agent: AgentState,
  heard: number,
  now: number,
): { readonly state: AgentStateName; readonly since: number } {
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
