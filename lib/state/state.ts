import type { Phase } from "./rules.ts";

/** The key of a session's main agent. */
export const MAIN = "main";

/** A tool that has started and not been reported as finished. */
export interface RunningTool {
  /** The tool use's id, else one made from its name. */
  readonly key: string;
  readonly name: string;
  /** ms since 1970, UTC. */
  readonly since: number;
  /** One line for people. */
  readonly summary: string;
  /** What tells its input from others, to find the permission request that belongs to it. */
  readonly input: string;
}

/** A question that is open. */
export interface Wait {
  readonly kind: "permission" | "input";
  /** ms since 1970, UTC. */
  readonly since: number;
  /** The tool that it is about. */
  readonly tool: string | null;
  /** The running tool that it belongs to, where that is known. */
  readonly key: string | null;
  /** The question, in one line. */
  readonly question: string;
}

/** A task or todo. */
export interface Task {
  readonly id: string;
  readonly text: string;
  readonly status: "pending" | "in_progress" | "completed";
}

/** One agent of a session: the main one, or one that was delegated to. */
export interface AgentState {
  /** {@linkcode MAIN}, the agent's id, or `call:` and the delegating tool use's id. */
  readonly key: string;
  /** Its type, such as `code-reviewer`; `null` for the main agent and where it is unknown. */
  readonly name: string | null;
  /** The agent that called it; `null` for the main one. */
  readonly parent: string | null;
  /** What it was asked to do, in a line. */
  readonly task: string | null;
  /** The tool use that called it. */
  readonly call: string | null;
  /** Whether it goes on when its caller's turn ends. */
  readonly background: boolean;
  readonly phase: Phase;
  /** Since when it is in this phase. */
  readonly since: number;
  readonly first: number;
  /** When it was last heard of. */
  readonly last: number;
  readonly running: readonly RunningTool[];
  readonly waits: readonly Wait[];
  /** What it did last, in a line. */
  readonly doing: string | null;
  /** Tools started. */
  readonly tools: number;
  /** Tools and turns that failed. */
  readonly errors: number;
  /** Its todos; the session's shared tasks are those of the main agent. */
  readonly tasks: readonly Task[];
  /** Tokens it used in all, as the result of its call told. */
  readonly tokens: number | null;
}

/** Token counts; each is absent where it was never told. */
export interface TokenCounts {
  readonly input?: number;
  readonly output?: number;
  readonly cache_read?: number;
  readonly cache_write?: number;
}

/** What each source told of a session's use, kept apart so that no number is counted twice. */
export interface Usage {
  /** Sums over reported requests. */
  readonly telemetry: { readonly tokens: TokenCounts; readonly cost_usd: number } | null;
  /** Claude Code's own running figures. */
  readonly status_line: {
    readonly cost_usd: number | null;
    readonly context_percent: number | null;
    readonly context_size: number | null;
    readonly at: number;
  } | null;
  /** Cumulative counts that claude-mpm reads from the transcript. */
  readonly claude_mpm: { readonly tokens: TokenCounts; readonly at: number } | null;
}

/** One session of Claude Code. */
export interface SessionState {
  readonly id: string;
  /** The folder it was first seen in. */
  readonly project: string | null;
  /** The folder it works in now. */
  readonly cwd: string | null;
  readonly branch: string | null;
  readonly title: string | null;
  readonly model: string | null;
  readonly permission_mode: string | null;
  /** The last prompt, in a line. */
  readonly prompt: string | null;
  /** Prompts so far. */
  readonly turns: number;
  /** When its end was reported. */
  readonly ended: number | null;
  readonly first: number;
  readonly last: number;
  /** By key; always has {@linkcode MAIN}. */
  readonly agents: ReadonlyMap<string, AgentState>;
  readonly usage: Usage;
}

/** All that is known, up to an event. */
export interface MonitorState {
  readonly sessions: ReadonlyMap<string, SessionState>;
  /** The last event that went into it. */
  readonly last: number;
}

/** Nothing known yet. */
export const EMPTY_STATE: MonitorState = { sessions: new Map(), last: 0 };

/** An agent that was just heard of for the first time. */
export function newAgent(key: string, at: number, given: Partial<AgentState> = {}): AgentState {
  return {
    key,
    name: null,
    parent: key === MAIN ? null : MAIN,
    task: null,
    call: null,
    background: false,
    phase: "unknown",
    since: at,
    first: at,
    last: at,
    running: [],
    waits: [],
    doing: null,
    tools: 0,
    errors: 0,
    tasks: [],
    tokens: null,
    ...given,
  };
}

/** A session that was just heard of for the first time. */
export function newSession(id: string, at: number): SessionState {
  return {
    id,
    project: null,
    cwd: null,
    branch: null,
    title: null,
    model: null,
    permission_mode: null,
    prompt: null,
    turns: 0,
    ended: null,
    first: at,
    last: at,
    agents: new Map([[MAIN, newAgent(MAIN, at)]]),
    usage: { telemetry: null, status_line: null, claude_mpm: null },
  };
}
