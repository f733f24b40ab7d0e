/** Sessions, agents and projects as the server answers them. */
import type { TokenCounts, UsageView } from "./usage.ts";

/** What an agent or a session is doing, as shown to people. */
export const STATES = {
  permission: { label: "Waiting for permission", live: true },
  input: { label: "Waiting for input", live: true },
  failed: { label: "Failed", live: true },
  working: { label: "Working", live: true },
  interrupted: { label: "Interrupted", live: true },
  idle: { label: "Idle", live: true },
  lost: { label: "Lost", live: false },
  done: { label: "Done", live: false },
} as const;

/** One of {@linkcode STATES}, whose order is that of urgency. */
export type AgentStateName = keyof typeof STATES;

/** A task or todo. */
export interface Task {
  readonly id: string;
  readonly text: string;
  readonly status: "pending" | "in_progress" | "completed";
}

/** A command, say, that runs on when its turn has ended. */
export interface BackgroundTask {
  readonly id: string;
  /** `shell`, `monitor` …: Claude Code's own word. */
  readonly kind: string;
  /** What it is for, in a line. */
  readonly text: string;
}

/** What somebody waits for, and who. */
export interface WaitView {
  readonly kind: "permission" | "input";
  readonly question: string;
  readonly tool: string | null;
  /** ms since 1970, UTC. */
  readonly since: number;
  /** The id of the event that asked. */
  readonly event: number;
  /** The tool use that waits for the answer, where it is known. */
  readonly call: string | null;
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
  /** The name of the git worktree that it works in. */
  readonly worktree: string | null;
  /** The process that works on it, where it reported itself: on its own machine, or in its own container. */
  readonly pid: number | null;
  readonly title: string | null;
  readonly model: string | null;
  readonly permission_mode: string | null;
  readonly state: AgentStateName;
  readonly state_since: number;
  readonly prompt: string | null;
  readonly doing: string | null;
  readonly waiting: WaitView | null;
  /**
   * Since when nothing was heard of a session that works, where that is longer than thinking usually
   * takes; ms since 1970, UTC.
   */
  readonly silent_since: number | null;
  /** Commands and the like that still ran in the background when that was last reported. */
  readonly background: readonly BackgroundTask[];
  readonly tasks: readonly Task[];
  readonly usage: UsageView;
  readonly turns: number;
  readonly tools: number;
  readonly errors: number;
  readonly first: number;
  readonly last: number;
  readonly ended: number | null;
  /**
   * How much happened in the last ten minutes, housekeeping aside: beginnings of steps of 15 s, in
   * ms since 1970 UTC, and the events in each. Steps without any are left out.
   */
  readonly activity: readonly (readonly [at: number, events: number])[];
  readonly agents: readonly AgentView[];
}

/** A session that has ended or been lost, in brief. */
export interface SessionBrief {
  readonly id: string;
  readonly project: string | null;
  readonly first: number;
  readonly last: number;
}

/** One project as `GET /api/projects` lists it. */
export interface ProjectView {
  /** Its folder; `null` gathers the sessions that reported none. */
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
