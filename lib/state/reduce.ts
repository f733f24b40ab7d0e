import type { CanonicalEvent, JsonObject } from "../events/event.ts";
import { objectIn, textIn } from "../events/json.ts";
import { oneLine } from "../events/one_line.ts";
import { stepAgent } from "./agent.ts";
import {
  callAgent,
  endOpenAgents,
  isFinished,
  meetAgent,
  returnAgent,
  withAgent,
} from "./delegation.ts";
import { isSignOfLife, type Signal, signalOf } from "./signal.ts";
import { FIRST_PROMPT, type SessionBegin } from "./usage/counter.ts";
import {
  type AgentState,
  MAIN,
  type MonitorState,
  newSession,
  type SessionState,
} from "./state.ts";
import { nextTasks } from "./tasks.ts";
import { nextLimits } from "./usage/limits.ts";
import { keepUse } from "./usage/past.ts";
import { nextPlace } from "./place.ts";
import { isRepeat, nextTold } from "./repeats.ts";
import { nextUsage } from "./usage/usage.ts";

/** Sessions beyond so many are forgotten, those first that were silent longest. */
const MOST_SESSIONS = 1_000;

/**
 * The state after some events, in id order. Pure: the given state stays as it is, and what did not
 * change is shared with it. Events that went into it already are skipped, so that snapshots and
 * pages may overlap.
 */
export function reduce(state: MonitorState, events: readonly CanonicalEvent[]): MonitorState {
  const sessions = new Map(state.sessions);
  let { last, limits } = state;
  let now = 0;
  for (const event of events) {
    if (event.id <= last) continue;
    last = event.id;
    const id = event.session;
    if (id === undefined || id === "" || event.source === "monitor") continue;
    sessions.set(id, reduceSession(sessions.get(id) ?? firstSeen(id, event), event));
    limits = nextLimits(limits, event, id);
    now = event.received;
  }
  if (last === state.last) return state;
  const forgotten = forgetOldest(sessions);
  const past = forgotten.length === 0 ? state.past : keepUse(state.past, forgotten, now);
  return { sessions, past, limits, last };
}

function firstSeen(id: string, { type, received }: CanonicalEvent): SessionState {
  const session = newSession(id, received);
  if (type !== "prompt.submit") return session;
  return { ...session, begin: { at: received, source: FIRST_PROMPT } };
}

/** One session after one event of it. Pure. */
export function reduceSession(session: SessionState, event: CanonicalEvent): SessionState {
  const read = signalOf(event);
  const repeats = isRepeat(session.told, event);
  const signal: Signal = repeats
    ? { ...read, kind: "activity" }
    : placeSignal(read, session.agents, event);
  const { payload } = signal;
  const known = withFacts(session, event, payload);
  return {
    ...known,
    told: nextTold(known.told, event),
    turns: known.turns + (signal.kind === "prompt" ? 1 : 0),
    ended: signal.kind === "session.end"
      ? event.received
      : signal.kind === "activity"
      ? known.ended
      : null,
    last: isSignOfLife(event) ? event.received : known.last,
    usage: nextUsage(known, event, payload),
    // A repeat may come late: it only shows that the session lives.
    agents: repeats ? touched(known.agents, event) : nextAgents(known.agents, signal, event),
  };
}

/**
 * Some events name no agent and belong to one all the same: the notice of a permission dialog to
 * the agent that waits, telemetry's decision about a tool to the agent whose tool it is, and the
 * end of a sub-agent to the only one that can end.
 */
function placeSignal(
  signal: Signal,
  agents: ReadonlyMap<string, AgentState>,
  event: CanonicalEvent,
): Signal {
  if (signal.agent !== MAIN) return signal;
  const all = [...agents.values()];
  switch (signal.kind) {
    case "permission.ask": {
      const owner = all.find((agent) => agent.waits.some((wait) => wait.kind === "permission"));
      return signal.tool !== null || owner === undefined ? signal : { ...signal, agent: owner.key };
    }
    case "permission.allowed":
    case "permission.denied":
    case "permission.aborted":
      return placeDecision(signal, all);
    case "agent.start":
    case "agent.end":
    case "agent.failed": {
      // The main agent neither starts nor ends like this.
      const live = all.filter((agent) => agent.key !== MAIN && !isFinished(agent));
      const only = live.length === 1 && signal.kind !== "agent.start" ? live[0] : undefined;
      return only === undefined || event.agent !== undefined
        ? { ...signal, kind: "activity" }
        : { ...signal, agent: only.key };
    }
    default:
      return signal;
  }
}

/** By the tool use; releases that do not name it can only mean the one question about that tool. */
function placeDecision(signal: Signal, agents: readonly AgentState[]): Signal {
  const { tool } = signal;
  if (tool === null) return signal;
  const owner = agents.find((agent) => agent.running.some((each) => each.key === tool.key));
  if (owner !== undefined) return { ...signal, agent: owner.key };
  const open = agents.flatMap((agent) =>
    agent.waits.filter((wait) => wait.kind === "permission" && wait.tool === tool.name)
      .map((wait) => ({ agent, wait }))
  );
  const [only] = open;
  if (tool.key !== null || only === undefined || open.length > 1) return signal;
  return { ...signal, agent: only.agent.key, tool: { ...tool, key: only.wait.key } };
}

function touched(
  agents: ReadonlyMap<string, AgentState>,
  event: CanonicalEvent,
): ReadonlyMap<string, AgentState> {
  const main = agents.get(MAIN);
  return main === undefined ? agents : withAgent(agents, { ...main, last: event.received });
}

function nextAgents(
  before: ReadonlyMap<string, AgentState>,
  signal: Signal,
  event: CanonicalEvent,
): ReadonlyMap<string, AgentState> {
  if (!isSignOfLife(event)) return before;
  const met = meetAgent(before, signal);
  const agent = met.get(signal.agent);
  const stepped = agent === undefined ? met : withAgent(met, stepAgent(agent, signal));
  return joinAgents(withTasks(stepped, event, signal), signal);
}

function withTasks(
  agents: ReadonlyMap<string, AgentState>,
  event: CanonicalEvent,
  signal: Signal,
): ReadonlyMap<string, AgentState> {
  const owner = agents.get(isShared(event) ? MAIN : signal.agent);
  if (owner === undefined) return agents;
  const tasks = nextTasks(owner.tasks, event, signal.payload);
  return tasks === owner.tasks ? agents : withAgent(agents, { ...owner, tasks });
}

/** Tasks are the session's, kept with the main agent; each agent has todos of its own. */
function isShared(event: CanonicalEvent): boolean {
  return event.type.startsWith("task.") || event.tool === "TaskCreate" ||
    event.tool === "TaskUpdate";
}

/** What a signal of one agent means for the others of its session. */
function joinAgents(
  agents: ReadonlyMap<string, AgentState>,
  signal: Signal,
): ReadonlyMap<string, AgentState> {
  switch (signal.kind) {
    case "tool.start":
      return callAgent(agents, signal);
    case "tool.end":
    case "tool.failed":
      return returnAgent(withoutNotice(agents), signal);
    case "permission.aborted":
    case "tool.interrupted": {
      // Escape ends the whole turn, in whichever agent the tool ran.
      const main = agents.get(MAIN);
      const next = endOpenAgents(agents, signal, "interrupted");
      return main === undefined || signal.agent === MAIN
        ? next
        : withAgent(next, stepAgent(main, { ...signal, tool: null, agent: MAIN }));
    }
    case "turn.end":
      return signal.agent === MAIN ? endOpenAgents(agents, signal, "lost") : agents;
    case "prompt":
    case "session.end":
    case "idle.notice":
    case "turn.cancelled":
    case "turn.failed":
      return endOpenAgents(agents, signal, "interrupted");
    default:
      return agents;
  }
}

/** A notice alone does not tell which agent asks: the end of any tool answers it. */
function withoutNotice(agents: ReadonlyMap<string, AgentState>): ReadonlyMap<string, AgentState> {
  const main = agents.get(MAIN);
  const waits = main?.waits.filter((wait) => wait.kind !== "permission" || wait.tool !== null);
  if (main === undefined || waits === undefined || waits.length === main.waits.length) {
    return agents;
  }
  return withAgent(agents, { ...main, waits });
}

function withFacts(
  session: SessionState,
  event: CanonicalEvent,
  payload: JsonObject,
): SessionState {
  const prompt = event.type === "prompt.submit" && event.agent === undefined
    ? textIn(payload, "prompt", "prompt_text", "prompt_preview")
    : undefined;
  return {
    ...session,
    ...nextPlace(session, event, payload),
    begin: beginIn(event, payload) ?? session.begin,
    title: textIn(payload, "session_title", "session_name") ?? session.title,
    model: modelIn(event, payload) ?? session.model,
    permission_mode: textIn(payload, "permission_mode") ?? session.permission_mode,
    prompt: prompt === undefined ? session.prompt : oneLine(prompt),
  };
}

function beginIn(event: CanonicalEvent, payload: JsonObject): SessionBegin | undefined {
  if (event.type !== "session.start") return undefined;
  const source = textIn(payload, "source") ?? "startup";
  // The session goes on; nothing begins anew.
  return source === "compact" ? undefined : { at: event.received, source };
}

function modelIn(event: CanonicalEvent, payload: JsonObject): string | undefined {
  switch (event.type) {
    case "session.start":
      return textIn(payload, "model");
    case "session.status":
      return textIn(objectIn(payload, "model"), "id", "display_name");
    case "model.switched":
      return textIn(payload, "to_model");
    default:
      return undefined;
  }
}

/** Removes the sessions that are too many, and gives them back. */
function forgetOldest(sessions: Map<string, SessionState>): readonly SessionState[] {
  const excess = sessions.size - MOST_SESSIONS;
  if (excess <= 0) return [];
  const oldest = [...sessions.values()].sort((left, right) => left.last - right.last)
    .slice(0, excess);
  for (const session of oldest) sessions.delete(session.id);
  return oldest;
}
