/**
 * Understanding what comes in: each function turns one parsed JSON body into events, pure, one
 * adapter a shape. A JSON object is never refused. Secrets are replaced and what is too big or too
 * deep is cut before anything else looks at it.
 */
import type { JsonObject } from "../events/event.ts";
import { sanitise } from "../events/redact/sanitise.ts";
import type { NewEvent } from "../store/store.ts";
import type { Arrival } from "./arrival.ts";
import { readClaudeHook } from "./claude_hook.ts";
import { deriveEvents } from "./derive/mod.ts";
import { readEventsApi } from "./events_api.ts";
import { readSocketMessage } from "./socket_message.ts";
import { readStatusLine } from "./status_line.ts";

export { fromOtlp, type TelemetryKind } from "./otlp/mod.ts";
export { parseExactJson } from "./otlp/exact_json.ts";
export { unknownNames } from "./otlp/unknown_names.ts";
export { type Arrival, bodyIdentity } from "./arrival.ts";
export { BodyNames } from "./body_names.ts";

/**
 * Understands one object that came to `POST /api/events`: an envelope, a raw hook input or a
 * canonical event. The first event is the object's own; others follow from it.
 */
export function fromEventsApi(body: JsonObject, arrival: Arrival): readonly NewEvent[] {
  return withDerived(readEventsApi(sanitise(body, arrival), arrival));
}

/** Understands one raw Claude Code hook input. */
export function fromClaudeHook(body: JsonObject, arrival: Arrival): readonly NewEvent[] {
  return withDerived(readClaudeHook(sanitise(body, arrival), arrival));
}

/** Understands the JSON that Claude Code hands to a status line. */
export function fromStatusLine(body: JsonObject, arrival: Arrival): readonly NewEvent[] {
  return [readStatusLine(sanitise(body, arrival), arrival)];
}

/** Understands the first argument of a named message that a socket client emitted. */
export function fromSocket(
  name: string,
  argument: JsonObject,
  arrival: Arrival,
): readonly NewEvent[] {
  return withDerived(readSocketMessage(name, sanitise(argument, arrival), arrival));
}

function withDerived(event: NewEvent): readonly NewEvent[] {
  return [event, ...deriveEvents(event)];
}
