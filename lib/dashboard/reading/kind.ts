import type { CanonicalEvent } from "../../events/event.ts";
import { isHousekeeping } from "../../events/is_housekeeping.ts";
import { openPayload } from "./payload.ts";
import { lookup } from "../../events/lookup.ts";

/** How an event appears in the stream. */
export type Kind =
  /** A tool call: its two events make one row. */
  | "tool"
  /** What a person typed: a landmark. */
  | "prompt"
  /** What an agent answered at the end of its turn. */
  | "answer"
  /** An agent cannot go on without the person. */
  | "waiting"
  /** A session or agent began or ended. */
  | "life"
  /** Of no interest to a person; folded away, but countable. */
  | "housekeeping"
  | "note";

const KINDS: Readonly<Record<string, Kind>> = {
  "agent.message": "answer",
  "agent.start": "life",
  "agent.stop": "life",
  "elicitation.request": "waiting",
  "permission.request": "waiting",
  "prompt.submit": "prompt",
  "server.start": "life",
  "server.stop": "life",
  "session.end": "life",
  "session.start": "life",
  "tool.call": "tool",
  "tool.failure": "tool",
  "tool.post": "tool",
  "tool.pre": "tool",
  "turn.stop": "answer",
};

// After an idle prompt a session is idle, and nothing is held up.
const ASKS = /permission_prompt|agent_needs_input|elicitation_(url_)?dialog/;

/** Decides how an event appears. */
export function kindOf(event: CanonicalEvent): Kind {
  if (event.type === "notification") return asks(event) ? "waiting" : "note";
  if (isHousekeeping(event)) return "housekeeping";
  return lookup(KINDS, event.type) ?? "note";
}

function asks(event: CanonicalEvent): boolean {
  const payload = openPayload(event);
  const type = payload.text("notification_type");
  if (type !== undefined) return ASKS.test(type);
  return /permission|waiting for your/i.test(payload.text("message") ?? event.summary);
}
