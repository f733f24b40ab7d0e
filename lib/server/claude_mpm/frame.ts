/**
 * Our events in the words of claude-mpm's own server, for its dashboard and tools: the message
 * that a category is sent by, and the frame that it carries.
 */
import type { CanonicalEvent, Json, JsonObject } from "../../events/event.ts";

/** What claude-mpm's clients are sent for one event. */
export interface Frame {
  /** The message's name, such as `tool_event`. */
  readonly message: string;
  readonly body: JsonObject;
}

/** claude-mpm's name for each of our types that has one; others keep ours, with underscores. */
const NAMES: ReadonlyMap<string, string> = new Map(Object.entries({
  "tool.pre": "pre_tool",
  "tool.post": "post_tool",
  "agent.start": "subagent_start",
  "agent.stop": "subagent_stop",
  "agent.message": "assistant_response",
  "todo.update": "todo_updated",
  "prompt.submit": "user_prompt",
  "prompt.received": "command_acknowledged",
  "turn.stop": "stop",
  "usage.tokens": "token_usage_updated",
  "agent.idle": "teammate_idle",
}));

/** Its names of what a monitor says of itself, where another monitor than this one said it. */
const OTHERS: ReadonlyMap<string, string> = new Map(Object.entries({
  "server.start": "system_ready",
  "server.stop": "system_shutdown",
}));

/** The message that a name is sent by; all others go by `claude_event`. */
const MESSAGES: ReadonlyMap<string, string> = new Map(Object.entries({
  subagent_start: "hook_event",
  subagent_stop: "hook_event",
  todo_updated: "hook_event",
  pre_tool: "tool_event",
  post_tool: "tool_event",
  session_start: "session_event",
  session_end: "session_event",
  token_usage_updated: "session_event",
  response_start: "response_event",
  response_end: "response_event",
  response_started: "response_event",
  response_ended: "response_event",
  agent_delegated: "agent_event",
  agent_returned: "agent_event",
  file_read: "file_event",
  file_change: "file_event",
  system_ready: "system_event",
  system_shutdown: "system_event",
}));

/** Words one stored event for claude-mpm's clients. */
export function toFrame(event: CanonicalEvent): Frame {
  const others = event.source === "monitor" ? undefined : OTHERS.get(event.type);
  const subtype = others ?? NAMES.get(event.type) ?? event.type.replaceAll(".", "_");
  const message = MESSAGES.get(subtype) ?? "claude_event";
  return {
    message,
    body: {
      id: event.id,
      event: message,
      type: message,
      subtype,
      timestamp: new Date(event.ts).toISOString(),
      session_id: event.session ?? null,
      source: event.source,
      data: event.data,
      ...(event.correlation === undefined ? {} : { correlation_id: event.correlation }),
      ...(event.duration_ms === undefined ? {} : { duration_ms: event.duration_ms }),
      ...(event.project === undefined ? {} : { cwd: event.project }),
    },
  };
}

/**
 * What claude-mpm's server makes of a `claude_event` of a client, and sends to all.
 *
 * @param now ms since 1970, UTC
 */
export function toEcho(event: JsonObject, now: number): JsonObject {
  const or = (value: Json | undefined, fallback: Json): Json => value ?? fallback;
  const { type, subtype, timestamp, session_id, source, data, metadata, ...rest } = event;
  return {
    type: or(type, "hook"),
    subtype: or(subtype, "unknown"),
    timestamp: or(timestamp, new Date(now).toISOString()),
    session_id: or(session_id, null),
    source: or(source, "claude_hooks"),
    data: or(data, {}),
    metadata: or(metadata, {}),
    processed_at: now / 1000,
    original_event: event,
    correlation_id: or(rest["correlation_id"], null),
    cwd: or(rest["cwd"], null),
    event: or(rest["event"], null),
  };
}
