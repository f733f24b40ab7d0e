import type { CanonicalEvent, JsonObject } from "../events/event.ts";
import { numberIn, objectIn, textIn } from "../events/json.ts";
import { oneLine } from "../events/one_line.ts";
import { stepAgent } from "./agent.ts";
import { nextActivity } from "./activity.ts";
import { callAgent, endOpenAgents, meetAgent, returnAgent, withAgent } from "./delegation.ts";
import { isOver } from "./order/is_over.ts";
import { withAnswer } from "./order/answered.ts";
import { nextBroken } from "./order/broken.ts";
import { nextOver } from "./order/over.ts";
import { isLateStart, nextRun } from "./order/run.ts";
import { nextBackground, withBackground } from "./background.ts";
import { placeSignal } from "./signal/place_signal.ts";
import { isHeartbeat, isOwnSign, isSignOfLife } from "./signal/sign_of_life.ts";
import { happenedAt, type Signal, signalOf } from "./signal/signal.ts";
import { FIRST_PROMPT, type SessionBegin } from "./usage/counter.ts";
import {
  type AgentState,
  MAIN,
  type MonitorState,
  newSession,
  SEEN,
  type SessionProcess,
  type SessionState,
} from "./state.ts";
import { nextTasks } from "./tasks.ts";
import { nextLimits } from "./usage/limits.ts";
import { archiveUsage } from "./usage/archived_usage.ts";
import { nextPlace } from "./place.ts";
import { isRepeat, nextTold } from "./repeats.ts";
import { OWN_SOURCE } from "../events/own_source.ts";
import { withPredecessor } from "./usage/predecessor.ts";
import { nextUsage } from "./usage/usage.ts";

/** Sessions beyond so many are forgotten, those first that were silent longest. */
const MAX_SESSIONS = 1_000;

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
    if (id === undefined || id === "") continue;
    if (event.source === OWN_SOURCE && !(isOwnSign(event) && sessions.has(id))) continue;
    const next = reduceSession(sessions.get(id) ?? firstSeen(id, event), event);
    sessions.set(id, event.type === "session.start" ? withPredecessor(next, sessions) : next);
    limits = nextLimits(limits, event, id);
    now = event.received;
  }
  if (last === state.last) return state;
  const forgotten = forgetOldest(sessions);
  const past = forgotten.length === 0 ? state.past : archiveUsage(state.past, forgotten, now);
  return { sessions, past, limits, last };
}

function firstSeen(id: string, event: CanonicalEvent): SessionState {
  const at = happenedAt(event);
  const session = newSession(id, at);
  if (event.type !== "prompt.submit") return session;
  return { ...session, begin: { at, source: FIRST_PROMPT } };
}

/** One session after one event of it. Pure. */
function reduceSession(session: SessionState, event: CanonicalEvent): SessionState {
  const read = signalOf(event);
  const repeats = isRepeat(session.told, event);
  const signal = repeats ? { ...read, kind: "activity" as const } : placed(session, read, event);
  const { payload } = signal;
  const lives = isSignOfLife(event);
  const known = withFacts(session, event, signal);
  // A repeat may come late: it only shows that the session lives.
  const agents = repeats
    ? touched(known.agents, event)
    : lives || isOwnSign(event)
    ? nextAgents(known.agents, signal, event)
    : known.agents;
  return {
    ...known,
    told: nextTold(known.told, event),
    run: lives || signal.kind === "session.end"
      ? nextRun(known.run, signal.kind, event, signal.at)
      : known.run,
    turn: nextTurn(known, signal),
    turns: known.turns +
      (signal.kind === "prompt" || signal.kind === "prompt.queued" ? 1 : 0),
    broken: nextBroken(known.broken, signal),
    over: repeats ? known.over : nextOver(known, read),
    background: nextBackground(known.background, signal),
    ended: nextEnded(known, agents, signal),
    last: lives || isHeartbeat(event) ? Math.max(known.last, signal.at) : known.last,
    usage: nextUsage(known, event, payload),
    activity: nextActivity(known.activity, event),
    agents,
  };
}

function placed(session: SessionState, read: Signal, event: CanonicalEvent): Signal {
  return isOver(session, read) ? { ...read, kind: "activity" } : placeSignal(session, read, event);
}

function nextTurn({ turn, agents }: SessionState, { kind, prompt, agent }: Signal): string | null {
  if (kind === "claude.works") return agents.get(MAIN)?.phase === "working" ? turn : SEEN;
  return agent === MAIN && (kind === "prompt" || kind === "turn.resumed") ? prompt : turn;
}

/** A session has ended as long as its main agent is done: what is reported late does not wake it. */
function nextEnded(
  session: SessionState,
  agents: SessionState["agents"],
  { kind, at }: Signal,
): number | null {
  if (agents.get(MAIN)?.phase !== "done") return null;
  return kind === "session.end" ? at : session.ended;
}

function touched(
  agents: ReadonlyMap<string, AgentState>,
  event: CanonicalEvent,
): ReadonlyMap<string, AgentState> {
  const main = agents.get(MAIN);
  const last = Math.max(main?.last ?? 0, happenedAt(event));
  return main === undefined ? agents : withAgent(agents, { ...main, last });
}

function nextAgents(
  before: ReadonlyMap<string, AgentState>,
  signal: Signal,
  event: CanonicalEvent,
): ReadonlyMap<string, AgentState> {
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
    case "tool.measured":
      // How a call ended is reported by its hook: the called agent may have gone to the background.
      return withoutNotice(agents);
    case "permission.refused":
    case "tool.interrupted": {
      // Escape ends the whole turn, in whichever agent the tool ran.
      const main = agents.get(MAIN);
      const next = endOpenAgents(agents, signal, "interrupted");
      return main === undefined || signal.agent === MAIN
        ? next
        : withAgent(next, stepAgent(main, { ...signal, tool: null, agent: MAIN }));
    }
    case "turn.end":
      return signal.agent === MAIN
        ? endOpenAgents(withBackground(agents, signal.payload), signal, "lost")
        : agents;
    case "prompt":
    case "session.end":
    case "idle.notice":
    case "turn.cancelled":
    case "turn.interrupted":
    case "turn.failed":
      return endOpenAgents(agents, signal, "interrupted");
    case "claude.answered":
      return new Map(
        Array.from(agents, ([key, agent]) => {
          // What is asked since then is another question.
          const waits = agent.waits.filter(({ since }) => since > signal.at);
          return [key, { ...agent, waits, answered: withAnswer(agent.answered, null, signal.at) }];
        }),
      );
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
  { payload }: Signal,
): SessionState {
  const prompt = event.type === "prompt.submit" && event.agent === undefined
    ? textIn(payload, "prompt", "prompt_text", "prompt_preview")
    : undefined;
  return {
    ...session,
    ...nextPlace(session, event, payload),
    begin: beginIn(session, event, payload) ?? session.begin,
    process: processIn(session.process, payload),
    transcript: textIn(payload, "transcript_path") ?? session.transcript,
    title: textIn(payload, "session_title", "session_name") ?? session.title,
    model: modelIn(event, payload) ?? session.model,
    permission_mode: textIn(payload, "permission_mode") ?? session.permission_mode,
    prompt: prompt === undefined ? session.prompt : oneLine(prompt),
  };
}

function beginIn(
  session: SessionState,
  event: CanonicalEvent,
  payload: JsonObject,
): SessionBegin | undefined {
  if (event.type !== "session.start") return undefined;
  const source = textIn(payload, "source") ?? "startup";
  // The session goes on; nothing begins anew.
  if (source === "compact") return undefined;
  const at = happenedAt(event);
  return { at: isLateStart(session.run, at) ? session.run?.first ?? at : at, source };
}

function processIn(known: SessionProcess | null, payload: JsonObject): SessionProcess | null {
  const pid = numberIn(payload, "claude_pid");
  if (pid === undefined) return known;
  // Not every hook takes the time to look when its process began.
  const start = textIn(payload, "claude_process_start") ?? null;
  return start === null && known?.pid === pid ? known : { pid, start };
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
  const excess = sessions.size - MAX_SESSIONS;
  if (excess <= 0) return [];
  const oldest = [...sessions.values()].sort((left, right) => left.last - right.last)
    .slice(0, excess);
  for (const session of oldest) sessions.delete(session.id);
  return oldest;
}
