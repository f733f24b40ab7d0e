/** Who called whom. Hooks name no parent: a call and the start that follows it are joined here. */
import type { JsonObject } from "../events/event.ts";
import { field, objectIn, textIn } from "../events/json.ts";
import { oneLine } from "../events/one_line.ts";
import { runningKey } from "./agent.ts";
import { isDelegation } from "../events/tools/delegation.ts";
import type { Signal } from "./signal/signal.ts";
import type { SignalKind } from "./rules.ts";
import { type AgentState, MAIN, newAgent } from "./state.ts";

type Agents = ReadonlyMap<string, AgentState>;

const CALL = "call:";
/** Milliseconds in which the call of an agent may come after its start. */
const CALL_AFTER_START = 2_000;
/** Finished agents beyond so many are forgotten, the oldest first. */
const MAX_AGENTS = 300;

/** Whether an agent is through with its work. */
export function isFinished(agent: AgentState): boolean {
  return agent.phase === "done" || agent.phase === "failed" || agent.phase === "interrupted";
}

/** A call has begun: the called agent is there, under a key that tells the call, until it starts. */
export function callAgent(agents: Agents, signal: Signal): Agents {
  const { tool } = signal;
  if (tool === null || !isDelegation(tool.name)) return agents;
  const input = inputOf(signal.payload);
  const call = runningKey(tool, signal.at);
  const name = textIn(input, "subagent_type") ?? null;
  const reported = {
    parent: signal.agent,
    task: oneLine(textIn(input, "description", "prompt") ?? "") || null,
    call,
    background: field(input, "run_in_background") === true,
  };
  // Some emitters tell of the start first.
  const started = [...agents.values()].find((agent) =>
    agent.key !== MAIN && agent.key !== signal.agent && agent.call === null &&
    sameName(agent.name, name) && !isFinished(agent) &&
    signal.at - agent.first <= CALL_AFTER_START
  );
  if (started !== undefined) return withAgent(agents, { ...started, ...reported });
  return withAgent(
    agents,
    newAgent(CALL + call, signal.at, { name, ...reported, phase: "working" }),
  );
}

/** What shows that an agent is at work, of which nothing was heard before. */
const MAKES_AGENT: ReadonlySet<SignalKind> = new Set(
  ["agent.start", "tool.start", "tool.end", "tool.failed", "permission.ask", "input.ask"] as const,
);

/** Claude Code's own agents have no type. */
function isInner({ kind, payload }: Signal): boolean {
  return kind !== "agent.start" && field(payload, "agent_type") === "";
}

/**
 * The agents, with the one that a signal comes from among them: known, or joined to the oldest
 * open call of its type, or new under the main agent.
 */
export function meetAgent(agents: Agents, signal: Signal): Agents {
  const known = agents.get(signal.agent);
  // What only mentions an agent does not make one, nor does work of Claude Code's own inner agents.
  if (known === undefined && (!MAKES_AGENT.has(signal.kind) || isInner(signal))) return agents;
  if (known !== undefined && !(signal.kind === "agent.start" && isFinished(known))) return agents;
  const call = openCall(agents, signal);
  const { agent, agentName, at } = signal;
  // Claude Code's own id names one agent, that may be given work again; a type names many.
  const isAnother = known === undefined || call !== undefined || sameName(agent, agentName);
  if (!isAnother) return agents;
  const others = known === undefined ? agents : withOtherKey(agents, known);
  if (call === undefined) {
    return withAgent(others, newAgent(agent, at, { name: agentName, phase: "working" }));
  }
  const started = { ...call, key: agent, name: call.name ?? agentName };
  // Places in the order stay.
  return new Map(
    Array.from(others, ([key, each]) => each === call ? [agent, started] : [key, each]),
  );
}

/** An emitter may use an id again: the earlier agent gets another key. */
function withOtherKey(agents: Agents, known: AgentState): Agents {
  const key = `${known.key}~${known.first}`;
  return new Map(
    Array.from(
      agents,
      ([name, agent]) => agent === known ? [key, { ...agent, key }] : [name, agent],
    ),
  );
}

function openCall(agents: Agents, signal: Signal): AgentState | undefined {
  const open = [...agents.values()].filter((agent) =>
    agent.key.startsWith(CALL) && !isFinished(agent)
  );
  return open.find((agent) => sameName(agent.name, signal.agentName)) ??
    (signal.agentName === null ? open[0] : undefined);
}

/** A call has returned: so has the called agent, unless it only went to the background. */
export function returnAgent(agents: Agents, signal: Signal): Agents {
  const { tool } = signal;
  if (tool === null || !isDelegation(tool.name)) return agents;
  const called = [...agents.values()].find((agent) =>
    agent.call !== null && agent.call === tool.key
  );
  if (called === undefined) return agents;
  const response = objectIn(signal.payload, "tool_response");
  if (called.background || textIn(response, "status") === "async_launched") {
    return withAgent(agents, { ...called, background: true });
  }
  // Of some releases, its own end alone tells that it failed.
  const failed = signal.kind === "tool.failed" || called.phase === "failed";
  const tokens = field(response, "totalTokens");
  return withAgent(agents, {
    ...called,
    phase: failed ? "failed" : "done",
    since: isFinished(called) ? called.since : signal.at,
    last: signal.at,
    running: [],
    waits: [],
    doing: null,
    errors: called.errors + (failed && called.phase !== "failed" ? 1 : 0),
    tokens: typeof tokens === "number" ? tokens : called.tokens,
  });
}

/** The turn is over: what becomes of the sub-agents that nobody reported as finished. */
export function endOpenAgents(
  agents: Agents,
  signal: Signal,
  phase: "lost" | "interrupted",
): Agents {
  const all = signal.kind === "session.end";
  const ended = [...agents.values()].filter((agent) =>
    agent.key !== MAIN && !isFinished(agent) && agent.phase !== "lost" &&
    (all || !agent.background)
  );
  if (ended.length === 0) return agents;
  const next = new Map(agents);
  for (const agent of ended) {
    next.set(agent.key, { ...agent, phase, since: signal.at, running: [], waits: [], doing: null });
  }
  return next;
}

/** Puts an agent in its place; forgets the oldest finished one where there are too many. */
export function withAgent(agents: Agents, agent: AgentState): Agents {
  const next = new Map(agents).set(agent.key, agent);
  if (next.size > MAX_AGENTS) {
    const parents = new Set([...next.values()].map((each) => each.parent));
    for (const each of next.values()) {
      if (each.key === MAIN || !isFinished(each) || parents.has(each.key)) continue;
      next.delete(each.key);
      break;
    }
  }
  return next;
}

function inputOf(payload: JsonObject): JsonObject {
  return { ...objectIn(payload, "tool_parameters"), ...objectIn(payload, "tool_input") };
}

/** Whether two names mean the same type of agent, however they are spelt. */
export function sameName(left: string | null, right: string | null): boolean {
  return left !== null && right !== null && plain(left) === plain(right);
}

// claude-mpm writes the same agent as "Code Reviewer" and as "code-reviewer".
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
