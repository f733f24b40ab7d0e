import type { SessionBegin } from "./usage/counter.ts";
import type { Usage } from "./usage/ledger.ts";
import type { Limits } from "./usage/limits.ts";
import type { ArchivedUsage } from "./usage/archived_usage.ts";
import type { Activity } from "./activity.ts";
import type { Run } from "./order/run.ts";
import type { BackgroundTask, Task } from "../contract/state.ts";
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
  /** The MCP server whose form it is. */
  readonly server: string | null;
  /** The question, in one line. */
  readonly question: string;
  /** The id of the event that asked. */
  readonly event: number;
}

/** An answer that was reported; its question may still be on its way. */
export interface Answered {
  /** The tool that was asked about; `null`: whatever was asked. */
  readonly about: { readonly name: string; readonly input: string } | null;
  /** ms since 1970, UTC. */
  readonly at: number;
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
  /** The latest answers, also to questions that were not reported yet. */
  readonly answered: readonly Answered[];
  /** What it did last, in a line. */
  readonly doing: string | null;
  /** Tools started. */
  readonly tools: number;
  /** Tools and turns that failed. */
  readonly errors: number;
  /** Its todos; the session's shared tasks are those of the main agent. */
  readonly tasks: readonly Task[];
  /** While it compacts its context: the phase that follows. */
  readonly compacting: Phase | null;
  /** Tokens it used in all, as the result of its call reported. */
  readonly tokens: number | null;
}

/** Stands for the prompt of a turn that was only seen: nobody reported one. */
export const SEEN = "seen";

/** A process, as a hook that it runs tells of it. */
export interface SessionProcess {
  readonly pid: number;
  /** When it began, in the system's own words, as `readProcessStarts` gives it. */
  readonly start: string | null;
}

/** An end whose beginning was not heard of. */
export interface Over {
  /** A tool use, an agent or a prompt, by kind and id. */
  readonly name: string;
  /** ms since 1970, UTC. */
  readonly at: number;
}

/** A tool that telemetry says has failed, and no hook did yet. */
export interface Broken {
  readonly key: string | null;
  /** ms since 1970, UTC. */
  readonly at: number;
}

/** One session of Claude Code. */
export interface SessionState {
  readonly id: string;
  /** The folder it was first seen in. */
  readonly project: string | null;
  /** The folder it works in now. */
  readonly cwd: string | null;
  readonly branch: string | null;
  /** The name of the git worktree that it works in. */
  readonly worktree: string | null;
  readonly title: string | null;
  readonly model: string | null;
  readonly permission_mode: string | null;
  /** The last prompt, in a line. */
  readonly prompt: string | null;
  /** Prompts so far. */
  readonly turns: number;
  /** The kinds of events that Claude Code's own hooks have reported. */
  readonly told: readonly string[];
  /** The process that works on it, where that was reported. */
  readonly process: SessionProcess | null;
  /** The file in which Claude Code writes down what is said, as it was reported. */
  readonly transcript: string | null;
  /** What was heard of its latest run. */
  readonly run: Run | null;
  /** The prompt whose turn began last, by the emitter's id; {@linkcode SEEN} where none was. */
  readonly turn: string | null;
  /** What ended lately, whose beginning may still be on its way. */
  readonly over: readonly Over[];
  /** A tool that may have been broken off, and the turn with it. */
  readonly broken: Broken | null;
  /** Tasks other than agents that still ran in the background when that was last reported. */
  readonly background: readonly BackgroundTask[];
  /** Its latest start that was reported. */
  readonly begin: SessionBegin | null;
  /** When its end was reported. */
  readonly ended: number | null;
  readonly first: number;
  readonly last: number;
  /** Its events of the last minutes, counted. */
  readonly activity: Activity;
  /** By key; always has {@linkcode MAIN}. */
  readonly agents: ReadonlyMap<string, AgentState>;
  readonly usage: Usage;
}

/** All that is known, up to an event. */
export interface MonitorState {
  readonly sessions: ReadonlyMap<string, SessionState>;
  /** What sessions used that are forgotten. */
  readonly past: readonly ArchivedUsage[];
  /** The latest reading of each limit, by its name. */
  readonly limits: Limits;
  /** The last event that went into it. */
  readonly last: number;
}

/** Nothing known yet. */
export const EMPTY_STATE: MonitorState = {
  sessions: new Map(),
  past: [],
  limits: {},
  last: 0,
};

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
    answered: [],
    doing: null,
    tools: 0,
    errors: 0,
    tasks: [],
    compacting: null,
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
    worktree: null,
    title: null,
    model: null,
    permission_mode: null,
    prompt: null,
    turns: 0,
    told: [],
    process: null,
    transcript: null,
    run: null,
    turn: null,
    over: [],
    broken: null,
    background: [],
    begin: null,
    ended: null,
    first: at,
    last: at,
    activity: [],
    agents: new Map([[MAIN, newAgent(MAIN, at)]]),
    usage: { entries: [], counters: {}, requests: [], agents: {}, series: {}, context: null },
  };
}
