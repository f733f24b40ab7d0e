/** Sessions at a moment, as the API answers and the Overview shows them. Pure. */
import { type AgentView, type SessionView, STATES } from "../contract/state.ts";
import { type AgentState, MAIN, type MonitorState, newAgent, type SessionState } from "./state.ts";
import { brokenSince } from "./order/broken.ts";
import { SILENCE_SHOWN_AFTER } from "./rules.ts";
import { viewActivity } from "./activity.ts";
import { byUrgency } from "./urgency.ts";
import { viewUsage } from "./usage/usage.ts";
import { viewAgent } from "./view_agent.ts";

/** All sessions: those that wait first, then by state, then the latest first. */
export function viewSessions(state: MonitorState, now: number): SessionView[] {
  return Array.from(state.sessions.values(), (session) => viewSession(session, now))
    .sort((left, right) => byUrgency(left.state, right.state) || right.last - left.last);
}

/** All agents of all sessions, in the order of {@linkcode viewSessions}. */
export function viewAgents(sessions: readonly SessionView[]): AgentView[] {
  return sessions.flatMap((session) => session.agents);
}

/** One session at a moment. */
export function viewSession(session: SessionState, now: number): SessionView {
  const at = { now, broken: brokenSince(session, now) };
  const agents = inReadingOrder(session.agents)
    .map(([agent, depth]) => viewAgent(session, agent, { ...at, depth }));
  const main = agents[0] ?? viewAgent(session, newAgent(MAIN, session.first), { ...at, depth: 0 });
  const shown = mostTelling(main, agents);
  return {
    id: session.id,
    project: session.project,
    cwd: session.cwd,
    branch: session.branch,
    worktree: session.worktree,
    pid: session.process?.pid ?? null,
    title: session.title,
    model: session.model,
    permission_mode: session.permission_mode,
    state: shown.state,
    state_since: shown.state_since,
    prompt: session.prompt,
    doing: shown.doing,
    waiting: shown.waiting,
    silent_since: silentSince(session, shown, now),
    background: session.background,
    tasks: main.tasks,
    usage: viewUsage(session.usage),
    turns: session.turns,
    tools: sum(agents, (agent) => agent.tools),
    errors: sum(agents, (agent) => agent.errors),
    first: session.first,
    last: session.last,
    ended: session.ended,
    activity: viewActivity(session.activity, now),
    agents,
  };
}

function silentSince({ last }: SessionState, shown: AgentView, now: number): number | null {
  const isSilent = shown.state === "working" && shown.tool === null &&
    now - last >= SILENCE_SHOWN_AFTER;
  return isSilent ? last : null;
}

/**
 * The agent whose state is the session's: the main one, unless a sub-agent waits for the person,
 * or works on while the main one rests.
 */
function mostTelling(main: AgentView, agents: readonly AgentView[]): AgentView {
  if (main.waiting !== null || !STATES[main.state].live) return main;
  const waiting = agents.find((agent) => agent.waiting !== null);
  if (waiting !== undefined) return waiting;
  if (main.state !== "idle") return main;
  return agents.find((agent) => agent.state === "working") ?? main;
}

/** Each agent below its caller, in the order in which they came. */
function inReadingOrder(agents: ReadonlyMap<string, AgentState>): [AgentState, number][] {
  const all = [...agents.values()];
  const children = Map.groupBy(all, (agent) => agent.parent);
  const placed: [AgentState, number][] = [];
  const seen = new Set<string>();
  function place(agent: AgentState, depth: number): void {
    if (seen.has(agent.key)) return;
    seen.add(agent.key);
    placed.push([agent, depth]);
    for (const child of children.get(agent.key) ?? []) place(child, depth + 1);
  }
  const main = agents.get(MAIN);
  if (main !== undefined) place(main, 0);
  // Whose caller is not known any more stays visible below the main agent.
  for (const agent of all) place(agent, 1);
  return placed;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
