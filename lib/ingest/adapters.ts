/**
 * Understanding what comes in: each function turns one parsed JSON body into events, pure, one
 * adapter a shape. A JSON object is never refused. Secrets are replaced and what is too big or too
 * deep is cut before anything else looks at it.
 */
import type { JsonObject } from "../events/event.ts";
import type { NewEvent } from "../events/new_event.ts";
import { sanitise } from "../events/redact/sanitise.ts";
import type { IngestContext } from "./ingest_context.ts";
import { deriveEvents } from "./derive/derive_events.ts";
import { readEventsApi } from "./events_api.ts";
import { understand } from "./understand.ts";

/**
 * Understands one object that came to `POST /api/events`: an envelope, a raw hook input or a
 * canonical event. The first event is the object's own; others follow from it.
 */
export function fromEventsApi(body: JsonObject, context: IngestContext): readonly NewEvent[] {
  return withDerived(readEventsApi(sanitise(body, context), context));
}

/** Understands one raw Claude Code hook input, of the events that we know and of those to come. */
export function fromClaudeHook(body: JsonObject, context: IngestContext): readonly NewEvent[] {
  const payload = sanitise(body, context);
  const source = "claude-code";
  return withDerived(understand({ wrappers: [], payload, data: payload, source }, context));
}

/** Understands the JSON that Claude Code hands to a status line: context, cost and limits. */
export function fromStatusLine(body: JsonObject, context: IngestContext): readonly NewEvent[] {
  const payload = sanitise(body, context);
  const [source, type] = ["claude-code", "session.status"];
  return [understand({ wrappers: [], payload, data: payload, source, type }, context)];
}

/** Messages whose argument names its event itself. */
const CARRIERS = new Set(["claude_event", "hook:ingest", "hook:event", "event", "message"]);

/** Understands the first argument of a named message that a socket client emitted. */
export function fromSocket(
  name: string,
  argument: JsonObject,
  context: IngestContext,
): readonly NewEvent[] {
  const data = sanitise(argument, context);
  const body = CARRIERS.has(name) ? data : { namespace: "", event: name, data };
  return withDerived(readEventsApi(body, context, "claude-mpm"));
}

function withDerived(event: NewEvent): readonly NewEvent[] {
  return [event, ...deriveEvents(event)];
}
