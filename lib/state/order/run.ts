/**
 * The runs of a session: it may be resumed, in a process of its own each time. Claude Code tells of
 * a start later than of what comes after it, and the order of arrival is not that of happening.
 */
import type { CanonicalEvent } from "../../events/event.ts";
import { LATE_START, type SignalKind } from "../rules.ts";

/** One process that works on a session. */
export interface Run {
  /** When it was first heard of; ms since 1970, UTC. */
  readonly first: number;
  /** Whether its start was reported; until then that may still be on its way. */
  readonly started: boolean;
  /** Whether its end was reported. */
  readonly ended: boolean;
}

/**
 * Whether a start is that of a run which was heard of already: it is still owed, and not for long.
 */
export function isLateStart(run: Run | null, at: number): boolean {
  return run !== null && !run.started && at - run.first <= LATE_START;
}

/** The latest run after an event. */
export function nextRun(
  run: Run | null,
  kind: SignalKind,
  { type }: CanonicalEvent,
  at: number,
): Run | null {
  if (kind === "session.start") return { first: at, started: true, ended: false };
  // A late start has become an activity.
  if (kind === "session.compacted") return run;
  if (type === "session.start") return run === null ? null : { ...run, started: true };
  if (kind === "session.end") {
    return { ...run ?? { first: at, started: false }, ended: true };
  }
  const begins = run === null || (run.ended && (kind === "prompt" || kind === "tool.start"));
  return begins ? { first: at, started: false, ended: false } : run;
}
