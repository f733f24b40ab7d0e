/**
 * Telemetry tells of a tool that failed, and no hook does: Escape broke it off. Telemetry may also be
 * faster than the hook, so that is believed only after a moment. Pure.
 */
import { BROKEN_AFTER, type SignalKind } from "../rules.ts";
import type { Signal } from "../signal/signal.ts";
import { type Broken, MAIN, type SessionState } from "../state.ts";

/** What shows that a turn goes on, or is told to be over. */
const TELLS_MORE: ReadonlySet<SignalKind> = new Set(
  [
    "session.start",
    "session.end",
    "prompt",
    "turn.resumed",
    "tool.start",
    "tool.end",
    "tool.failed",
    "tool.batch",
    "tool.interrupted",
    "permission.ask",
    "permission.refused",
    "input.ask",
    "turn.end",
    "turn.cancelled",
    "turn.interrupted",
    "turn.failed",
    "agent.start",
    "compact.start",
    "claude.works",
  ] as const,
);

/** The tool that may be broken off, after another signal. */
export function nextBroken(broken: Broken | null, { kind, tool, at }: Signal): Broken | null {
  if (kind === "tool.broken") return { key: tool?.key ?? null, at };
  if (broken === null || !TELLS_MORE.has(kind)) return broken;
  // Tools that run side by side may have ended before it.
  return at > broken.at || (broken.key !== null && broken.key === tool?.key) ? null : broken;
}

/** Since when a session's turn is broken off, where telemetry alone tells it; ms since 1970, UTC. */
export function brokenSince({ broken, agents }: SessionState, now: number): number | null {
  return broken !== null && now - broken.at >= BROKEN_AFTER &&
      agents.get(MAIN)?.phase === "working"
    ? broken.at
    : null;
}
