/** The state at a moment, as the API answers and the Overview shows it. Pure. */
import { type AgentStateName, type Phase, SILENCE, STATES } from "./rules.ts";
import {
  type AgentState,
  MAIN,
  type MonitorState,
  newAgent,
  type SessionState,
  type Task,
  type TokenCounts,
  type Wait,
} from "./state.ts";
import { addTokens, type UsageView, viewUsage } from "./usage.ts";

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

/** One session as `GET /api/sessions` lists it, its agents as a tree in reading order. */
export interface SessionView {
  readonly id: string;
  readonly project: string | null;
  readonly cwd: string | null;
  readonly branch: string | null;
  readonly title: string | null;
  readonly model: string | null;
  readonly permission_mode: string | null;
  readonly state: AgentStateName;
  readonly state_since: number;
  readonly prompt: string | null;
  readonly doing: string | null;
  readonly waiting: WaitView | null;
  readonly tasks: readonly Task[];
  readonly usage: UsageView;
  readonly turns: number;
  readonly tools: number;
  readonly errors: number;
  readonly first: number;
  readonly last: number;
  readonly ended: number | null;
  readonly agents: readonly AgentView[];
}

/** One project as `GET /api/projects` lists it. */
export interface ProjectView {
  /** Its folder; `null` gathers the sessions that told none. */
  readonly path: string | null;
  /** The folder's own name. */
  readonly name: string;
  /** The most urgent state of its sessions. */
  readonly state: AgentStateName;
  readonly sessions: number;
  /** Sessions that have neither ended nor been lost. */
  readonly live: number;
  readonly waiting: number;
  readonly tokens: TokenCounts | null;
  /** Of those sessions that tell it. */
  readonly cost_usd: number | null;
  readonly first: number;
  readonly last: number;
}

const URGENCY = Object.keys(STATES);

/** All sessions: those that wait first, then by state, then the latest first. */
export function viewSessions(state: MonitorState, now: number): SessionView[] {
  return Array.from(state.sessions.values(), (session) => viewSession(session, now))
    .sort((left, right) => byUrgency(left.state, right.state) || right.last - left.last);
}

/** All agents of all sessions, in the order of {@linkcode viewSessions}. */
export function viewAgents(sessions: readonly SessionView[]): AgentView[] {
  return sessions.flatMap((session) => session.agents);
}

/** All projects: those that wait first, then by state, then the latest first. */
export function viewProjects(sessions: readonly SessionView[]): ProjectView[] {
  const byPath = Map.groupBy(sessions, (session) => session.project);
  return Array.from(byPath, ([path, members]) => viewProject(path, members))
    .sort((left, right) => byUrgency(left.state, right.state) || right.last - left.last);
}

/** One session at a moment. */
export function viewSession(session: SessionState, now: number): SessionView {
  const agents = inReadingOrder(session.agents)
    .map(([agent, depth]) => viewAgent(session, agent, { depth, now }));
  const main = agents[0] ?? viewAgent(session, newAgent(MAIN, session.first), { depth: 0, now });
  const shown = mostTelling(main, agents);
  return {
    id: session.id,
    project: session.project,
    cwd: session.cwd,
    branch: session.branch,
    title: session.title,
    model: session.model,
    permission_mode: session.permission_mode,
    state: shown.state,
    state_since: shown.state_since,
    prompt: session.prompt,
    doing: shown.doing,
    waiting: shown.waiting,
    tasks: main.tasks,
    usage: viewUsage(session.usage),
    turns: session.turns,
    tools: sum(agents, (agent) => agent.tools),
    errors: sum(agents, (agent) => agent.errors),
    first: session.first,
    last: session.last,
    ended: session.ended,
    agents,
  };
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

function viewAgent(
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

function viewProject(path: string | null, members: readonly SessionView[]): ProjectView {
  const states = members.map((session) => session.state).sort(byUrgency);
  const counted = members.flatMap((session) => session.usage.tokens?.counts ?? []);
  const costs = members.flatMap((session) => session.usage.cost_usd?.value ?? []);
  return {
    path,
    name: path?.split(/[/\\]/).findLast((part) => part !== "") ?? "No project",
    state: states[0] ?? "done",
    sessions: members.length,
    live: members.filter((session) => STATES[session.state].live).length,
    waiting: members.filter((session) => session.waiting !== null).length,
    tokens: counted.length === 0 ? null : counted.reduce(addTokens),
    cost_usd: costs.length === 0 ? null : costs.reduce((total, cost) => total + cost),
    first: Math.min(...members.map((session) => session.first)),
    last: Math.max(...members.map((session) => session.last)),
  };
}

function byUrgency(left: AgentStateName, right: AgentStateName): number {
  return URGENCY.indexOf(left) - URGENCY.indexOf(right);
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
