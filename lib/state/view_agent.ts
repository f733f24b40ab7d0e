/** One agent at a moment. Pure. */
import { lookup } from "../events/lookup.ts";
import { type Phase, SILENCE } from "./rules.ts";
import { type AgentStateName, type AgentView, STATES } from "../contract/state.ts";
import { type AgentState, MAIN, type SessionState } from "./state.ts";

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
    tokens: tokensOf(session, agent),
    tasks: agent.tasks,
    first: agent.first,
    last: agent.last,
  };
}

/** An agent's state at a moment, and since when: its phase, what it waits for, and silence. */
function stateAt(
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

/** Its call's result tells the size of the last request, telemetry each of them as it is exported. */
function tokensOf({ usage }: SessionState, { key, tokens }: AgentState): number | null {
  const counted = lookup(usage.agents, key);
  return counted === undefined ? tokens : Math.max(counted, tokens ?? 0);
}
