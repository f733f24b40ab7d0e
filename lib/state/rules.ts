/**
 * The rules of states, as data. `docs/states.md` tells the same in words; a test compares them.
 */

/**
 * What the last event that changed anything left an agent in; waiting and silence come on top.
 * `unknown` is an agent of which nothing was heard yet that tells what it does.
 */
export type Phase = "unknown" | "idle" | "working" | "failed" | "interrupted" | "done" | "lost";

/**
 * Which open questions of its agent an event ends: those about its tool; a question for permission
 * about its tool; forms and other questions that belong to no tool.
 */
export type Settles = "none" | "own tool" | "own permission" | "forms" | "all";

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

/** What tells that a turn was broken off may come when another one is open, or none. */
const IN_A_TURN = ["unknown", "working", "lost"] as const;

/** What ends a turn may come after the end of its session, which stays ended. */
const NOT_DONE = ["unknown", "idle", "working", "failed", "interrupted", "lost"] as const;

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
    says: "A session start caused by compaction is the end of the compaction, and no other.",
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
    says: "A prompt starts a turn. When the last one never ended, it was interrupted.",
  },
  "prompt.queued": {
    settles: "none",
    endsTools: false,
    says: "A prompt that is sent while a turn is open joins that turn: what runs goes on.",
  },
  "turn.resumed": {
    phase: "working",
    settles: "none",
    endsTools: false,
    says: "The report of a background task starts a turn, and is no prompt of the person.",
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
    from: IN_A_TURN,
    settles: "all",
    endsTools: true,
    says: "A tool that was interrupted by the person interrupts its agent and the turn.",
  },
  "tool.broken": {
    settles: "none",
    endsTools: false,
    says:
      "Telemetry tells of a tool that failed: where no hook does within a second, Escape broke " +
      "it off.",
  },
  "tool.measured": {
    phase: "working",
    from: MAY_BE_WORKING,
    settles: "own tool",
    endsTools: false,
    says: "Telemetry tells of a tool that finished: it is over, also where no hook said so.",
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
    settles: "own permission",
    endsTools: false,
    says: "Telemetry tells of a yes to a tool within a second: the question about it is answered.",
  },
  "permission.denied": {
    phase: "working",
    from: MAY_BE_WORKING,
    settles: "own tool",
    endsTools: false,
    says: "A rule or a hook that denies a tool answers the question; the agent goes on without it.",
  },
  "permission.refused": {
    phase: "interrupted",
    from: IN_A_TURN,
    settles: "all",
    endsTools: true,
    says: "Escape and No at a question of the main agent are one: they interrupt the turn. A " +
      "sub-agent goes on without the tool.",
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
    settles: "forms",
    endsTools: false,
    says: "The answer to a form ends the waiting for it, and for nothing else.",
  },
  "idle.notice": {
    phase: "interrupted",
    from: ["working"],
    settles: "all",
    endsTools: true,
    says: "The notice of an idle prompt, in a turn that was silent for half a minute, means that " +
      "the turn was interrupted.",
  },
  "turn.end": {
    phase: "idle",
    from: NOT_DONE,
    settles: "all",
    endsTools: true,
    says: "A finished turn leaves the session idle. Agents that were not reported as finished " +
      "and do not run in the background are lost.",
  },
  "turn.cancelled": {
    phase: "interrupted",
    from: NOT_DONE,
    settles: "all",
    endsTools: true,
    says: "A turn that the person cancelled leaves the session interrupted.",
  },
  "turn.interrupted": {
    phase: "interrupted",
    from: IN_A_TURN,
    settles: "all",
    endsTools: true,
    says: "Claude Code itself shows that its turn is over, and no hook reported an end: it was " +
      "interrupted.",
  },
  "turn.failed": {
    phase: "failed",
    from: NOT_DONE,
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
    says: "A sub-agent that stops is done. An end of one that never began makes none.",
  },
  "agent.failed": {
    phase: "failed",
    settles: "all",
    endsTools: true,
    says: "A sub-agent that stopped with an error, or whose call failed, has failed.",
  },
  "compact.start": {
    phase: "working",
    settles: "none",
    endsTools: false,
    says: "A session that compacts its context works, also where nobody gave it a prompt.",
  },
  "compact.end": {
    settles: "none",
    endsTools: false,
    says:
      "After a compaction that the person asked for the session is idle; else its turn goes on.",
  },
  "claude.works": {
    phase: "working",
    settles: "none",
    endsTools: false,
    says: "Claude Code itself shows that it is busy, and nothing else says why.",
  },
  "claude.rests": {
    phase: "idle",
    from: IN_A_TURN,
    settles: "all",
    endsTools: true,
    says: "Claude Code itself shows that it is through with what nothing else reported.",
  },
  "claude.answered": {
    settles: "none",
    endsTools: false,
    says: "Claude Code itself shows that it waits no longer: all questions are answered.",
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

/**
 * Milliseconds after which the start of a session is no longer taken for that of the run which was
 * heard of already: the hook that tells of it starts a program first.
 */
export const LATE_START = 60_000;

/** Milliseconds after the end of something in which its beginning may still arrive. */
export const LATE_BEGINNING = 10_000;

/** Milliseconds in which a hook tells of a failed tool that telemetry was faster to tell of. */
export const BROKEN_AFTER = 1_000;

/** Milliseconds that a turn must have been silent for when the prompt is said to be idle. */
export const IDLE_NOTICE_AFTER = 30_000;

/** Milliseconds of silence, with no tool running, from which a state says how old it is. */
export const SILENCE_SHOWN_AFTER = 60_000;
