/**
 * The rules of states, as data. `docs/states.md` tells the same in words; a test compares them.
 */

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

/**
 * What the last event that changed anything left an agent in; waiting and silence come on top.
 * `unknown` is an agent of which nothing was heard yet that tells what it does.
 */
export type Phase = "unknown" | "idle" | "working" | "failed" | "interrupted" | "done" | "lost";

/** Which open questions an event ends. */
export type Settles = "none" | "own tool" | "all";

/** What one kind of event does to the agent that it tells of. */
export interface Rule {
  /** The agent's new phase; absent where it stays as it is. */
  readonly phase?: Phase;
  /** The phases in which it does so; absent: in all. */
  readonly from?: readonly Phase[];
  /** Which of the agent's open questions are answered by it. */
  readonly settles: Settles;
  /** Whether no tool of the agent can be running any more. */
  readonly endsTools: boolean;
  /** In words, for people. */
  readonly says: string;
}

/**
 * What tells of work that goes on may come late, after the turn has ended: only an agent that may
 * be working is believed to go on.
 */
const MAY_BE_WORKING = ["unknown", "working", "interrupted", "lost"] as const;

/** Kinds of events that matter to states, each with its rule. */
export const RULES = {
  "session.start": {
    phase: "idle",
    settles: "all",
    endsTools: true,
    says: "A session that starts or resumes is idle until it is given something to do.",
  },
  "session.compacted": {
    settles: "none",
    endsTools: false,
    says: "A session start caused by compaction changes nothing: the turn goes on.",
  },
  "session.end": {
    phase: "done",
    settles: "all",
    endsTools: true,
    says: "A session that ends is done; its agents that had not finished are interrupted.",
  },
  "prompt": {
    phase: "working",
    settles: "all",
    endsTools: true,
    says: "A prompt starts a turn. When the last one never ended, it was interrupted: " +
      "Escape tells nobody.",
  },
  "tool.start": {
    phase: "working",
    settles: "none",
    endsTools: false,
    says: "An agent whose tool starts is working.",
  },
  "tool.end": {
    phase: "working",
    from: MAY_BE_WORKING,
    settles: "own tool",
    endsTools: false,
    says: "A tool that finished has had its permission; its agent goes on working.",
  },
  "tool.failed": {
    phase: "working",
    from: MAY_BE_WORKING,
    settles: "own tool",
    endsTools: false,
    says: "A tool that failed does not fail its agent, which goes on working.",
  },
  "tool.interrupted": {
    phase: "interrupted",
    settles: "all",
    endsTools: true,
    says: "A tool that was interrupted by the person interrupts its agent and the turn.",
  },
  "tool.batch": {
    phase: "working",
    from: MAY_BE_WORKING,
    settles: "all",
    endsTools: true,
    says: "When all tools of a step are finished, no question about one of them is open.",
  },
  "permission.ask": {
    phase: "working",
    settles: "none",
    endsTools: false,
    says: "An agent that asks for permission waits from that moment.",
  },
  "permission.allowed": {
    phase: "working",
    from: MAY_BE_WORKING,
    settles: "own tool",
    endsTools: false,
    says: "Telemetry tells of the person's yes within a second; hooks do not tell of it at all.",
  },
  "permission.denied": {
    phase: "working",
    from: MAY_BE_WORKING,
    settles: "own tool",
    endsTools: false,
    says: "A denial answers the question; the agent goes on without the tool.",
  },
  "permission.aborted": {
    phase: "interrupted",
    settles: "all",
    endsTools: true,
    says: "Telemetry tells of an Escape at a question: it interrupts its agent and the turn.",
  },
  "input.ask": {
    phase: "working",
    settles: "none",
    endsTools: false,
    says: "An agent that asks a question or shows a form waits for input.",
  },
  "input.answer": {
    phase: "working",
    from: MAY_BE_WORKING,
    settles: "all",
    endsTools: false,
    says: "An answer ends the waiting.",
  },
  "idle.notice": {
    phase: "interrupted",
    from: ["working"],
    settles: "all",
    endsTools: true,
    says: "The notice of an idle prompt while a turn is open means that the turn was interrupted.",
  },
  "turn.end": {
    phase: "idle",
    settles: "all",
    endsTools: true,
    says: "A finished turn leaves the session idle. Agents that were not reported as finished " +
      "and do not run in the background are lost.",
  },
  "turn.cancelled": {
    phase: "interrupted",
    settles: "all",
    endsTools: true,
    says: "A turn that the person cancelled leaves the session interrupted.",
  },
  "turn.failed": {
    phase: "failed",
    settles: "all",
    endsTools: true,
    says: "A turn that ended with an error leaves the session failed until the next prompt.",
  },
  "agent.start": {
    phase: "working",
    settles: "none",
    endsTools: false,
    says: "A sub-agent works from its start on.",
  },
  "agent.end": {
    phase: "done",
    settles: "all",
    endsTools: true,
    says: "A sub-agent that stops is done.",
  },
  "agent.failed": {
    phase: "failed",
    settles: "all",
    endsTools: true,
    says: "A sub-agent that stopped with an error, or whose call failed, has failed.",
  },
  "activity": {
    settles: "none",
    endsTools: false,
    says: "Anything else shows that the session lives, and changes no state.",
  },
} as const satisfies Record<string, Rule>;

/** One of the kinds of {@linkcode RULES}. */
export type SignalKind = keyof typeof RULES;

/** Milliseconds of a session's silence after which what it was last doing is no longer believed. */
export const SILENCE = {
  /** Nothing runs that we know of: the model is thinking, or the person pressed Escape. */
  working: 10 * 60_000,
  /** A tool runs, which may take long. */
  tool: 60 * 60_000,
  /** It waits for the person, who may be away. */
  waiting: 12 * 3_600_000,
  /** Its end may not have been reported. */
  idle: 12 * 3_600_000,
} as const;

/**
 * Milliseconds after a question from which the next tool of the same agent shows that it was
 * answered. Tools that run side by side start within moments of each other.
 */
export const NEXT_TOOL_ANSWERS_AFTER = 2_000;
