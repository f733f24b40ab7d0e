import { OWN_SOURCE } from "./own_source.ts";
import type { CanonicalEvent } from "./event.ts";

const TYPES: ReadonlySet<string> = new Set([
  "claude.status",
  "client.connect",
  "client.disconnect",
  "file.read",
  "hook.execution",
  "instructions.loaded",
  "performance.metric",
  "prompt.received",
  "session.status",
  "tool.batch",
  "usage.tokens",
]);

/**
 * Whether an event is of no interest to a person by itself: it is stored, and folded away where
 * events are listed, in the page and in the terminal alike.
 */
export function isHousekeeping(
  { type, source, status, correlation }: Pick<
    CanonicalEvent,
    "type" | "source" | "status" | "correlation"
  >,
): boolean {
  // What the hooks tell, telemetry tells again; what it alone knows is summed up elsewhere.
  if (type.startsWith("otel.")) return status !== "error";
  // What the server has seen in a tool call is reported by the call itself already.
  if (source === OWN_SOURCE && correlation !== undefined) return true;
  return TYPES.has(type) || /(^|\.)(heartbeat|ping|pong)$/.test(type);
}
