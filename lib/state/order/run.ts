/**
 * The runs of a session: it may be resumed, in a process of its own each time. Claude Code tells of
 * a start later than of what comes after it, and the order of arrival is not that of happening.
 */
import type { CanonicalEvent, JsonObject } from "../../events/event.ts";
import { numberIn, objectIn } from "../../events/json.ts";
import { LATE_START, type SignalKind } from "../rules.ts";

/** One process that works on a session. */
export interface Run {
  /** When it was first heard of; ms since 1970, UTC. */
  readonly first: number;
  /** Whether its start was told; until then that may still be on its way. */
  readonly started: boolean;
  /** Whether its end was told. */
  readonly ended: boolean;
}

/** What is known of a session's runs. */
export interface Runs {
  readonly run: Run | null;
  /** When the session was last heard of. */
  readonly last: number;
}

/**
 * Whether a start is that of a run which was heard of already: by the time at which its process
 * began, where the hook tells that, else by what is still owed.
 */
export function isLateStart({ run, last }: Runs, payload: JsonObject, at: number): boolean {
  if (run === null) return false;
  const began = numberIn(objectIn(payload, "process"), "started");
  if (began !== undefined && began <= at) return last >= began;
  return !run.started && at - run.first <= LATE_START;
}

/** The latest run after an event. */
export function nextRun(
  run: Run | null,
  kind: SignalKind,
  { type, received }: CanonicalEvent,
): Run | null {
  if (kind === "session.start") return { first: received, started: true, ended: false };
  // A late start has become an activity.
  if (kind === "session.compacted") return run;
  if (type === "session.start") return run === null ? null : { ...run, started: true };
  if (kind === "session.end") {
    return { ...run ?? { first: received, started: false }, ended: true };
  }
  const begins = run === null || (run.ended && (kind === "prompt" || kind === "tool.start"));
  return begins ? { first: received, started: false, ended: false } : run;
}
