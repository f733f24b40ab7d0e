import { endReason } from "../../events/end_reason.ts";
import type { CanonicalEvent, JsonObject } from "../../events/event.ts";
import { field, textIn } from "../../events/json.ts";
import { OWN_SOURCE } from "../../events/own_source.ts";
import type { SignalKind } from "../rules.ts";

const BY_TYPE: Readonly<Record<string, SignalKind>> = {
  "session.end": "session.end",
  "prompt.submit": "prompt",
  "task.report": "turn.resumed",
  "turn.interrupted": "turn.interrupted",
  "tool.pre": "tool.start",
  "tool.batch": "tool.batch",
  "permission.request": "permission.ask",
  "permission.denied": "permission.denied",
  "elicitation.request": "input.ask",
  "elicitation.result": "input.answer",
  "agent.start": "agent.start",
  "context.compacting": "compact.start",
  "context.compacted": "compact.end",
};

const BY_NOTIFICATION: Readonly<Record<string, SignalKind>> = {
  permission_prompt: "permission.ask",
  idle_prompt: "idle.notice",
  elicitation_dialog: "input.ask",
  elicitation_url_dialog: "input.ask",
  agent_needs_input: "input.ask",
  elicitation_complete: "input.answer",
  elicitation_response: "input.answer",
};

/** What Claude Code writes down that it does; see `lib/session_sources/`. */
const BY_STATUS: Readonly<Record<string, SignalKind>> = {
  busy: "claude.works",
  idle: "claude.rests",
  permission: "permission.ask",
  input: "input.ask",
  answered: "claude.answered",
};

/** Which rule an event falls under; `activity` where it changes no state. */
export function kindOf(event: CanonicalEvent, payload: JsonObject): SignalKind {
  switch (event.type) {
    case "session.start":
      return field(payload, "source") === "compact" ? "session.compacted" : "session.start";
    case "tool.post":
      return event.status === "error" ? "tool.failed" : "tool.end";
    case "tool.failure":
      return field(payload, "is_interrupt") === true ? "tool.interrupted" : "tool.failed";
    case "turn.failure":
      return event.agent === undefined ? "turn.failed" : "agent.failed";
    case "turn.stop":
      if (event.status === "error") return "turn.failed";
      return endReason(payload).cancelled ? "turn.cancelled" : "turn.end";
    case "agent.stop":
      return event.status === "error" ? "agent.failed" : "agent.end";
    case "otel.tool.decision":
      return decisionKind(payload);
    case "otel.tool.result":
      return event.status === "error" ? "tool.broken" : "tool.measured";
    case "notification":
      return notificationKind(payload);
    case "claude.status":
      return event.source === OWN_SOURCE
        ? named(BY_STATUS, textIn(payload, "status") ?? "")
        : "activity";
    default:
      return named(BY_TYPE, event.type);
  }
}

function decisionKind(payload: JsonObject): SignalKind {
  if (field(payload, "decision") === "accept") return "permission.allowed";
  // Escape and "No" alike; rules and hooks that refuse go by other names.
  return /^user_(reject|abort)/.test(textIn(payload, "source") ?? "")
    ? "permission.refused"
    : "permission.denied";
}

function notificationKind(payload: JsonObject): SignalKind {
  const type = textIn(payload, "notification_type") ?? "";
  if (Object.hasOwn(BY_NOTIFICATION, type)) return named(BY_NOTIFICATION, type);
  // Releases before the types reported it in words only.
  const message = textIn(payload, "message") ?? "";
  if (/needs your permission/i.test(message)) return "permission.ask";
  if (/waiting for your input/i.test(message)) return "idle.notice";
  return "activity";
}

function named(kinds: Readonly<Record<string, SignalKind>>, name: string): SignalKind {
  return Object.hasOwn(kinds, name) ? kinds[name] ?? "activity" : "activity";
}
