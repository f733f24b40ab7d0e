import { OWN_SOURCE } from "../../events/own_source.ts";
import type { CanonicalEvent } from "../../events/event.ts";

/**
 * What comes whether a session works or not: settings that were changed in another session, what is
 * read at a start, figures.
 */
const HOUSEKEEPING = [
  "session.status",
  "config.change",
  "instructions.loaded",
  "file.change",
  "hook.execution",
  "performance.metric",
] as const;

/** Events of the monitor itself that tell what a session does. */
const OWN_SIGNS = ["turn.interrupted", "claude.status", "session.end"] as const;

const HOUSEKEEPING_TYPES: ReadonlySet<string> = new Set(HOUSEKEEPING);
const OWN_TYPES: ReadonlySet<string> = new Set(OWN_SIGNS);

/** Whether an event shows that its session lives, rather than that somebody measures or draws. */
export function isSignOfLife(event: CanonicalEvent): boolean {
  if (event.source === OWN_SOURCE) return false;
  if (event.source === "otel") return /^otel\.(api|tool)\./.test(event.type);
  return !HOUSEKEEPING_TYPES.has(event.type);
}

/** Whether an event of the monitor itself tells what a session does. */
export function isOwnSign(event: CanonicalEvent): boolean {
  return event.source === OWN_SOURCE && OWN_TYPES.has(event.type);
}

/** Whether an event of the monitor itself tells that Claude Code was seen at work. */
export function isHeartbeat({ source, type }: CanonicalEvent): boolean {
  return source === OWN_SOURCE && type === "claude.status";
}
