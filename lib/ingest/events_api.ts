import { EVENT_FIELDS, type JsonObject } from "../events/event.ts";
import { field, textIn } from "../events/json.ts";
import type { NewEvent } from "../events/new_event.ts";
import type { IngestContext } from "./ingest_context.ts";
import { takeApart } from "./layers.ts";
import { typeFrom } from "./naming.ts";
import { understand, withCanonicalFields } from "./understand.ts";

/** What claude-mpm's own emitters call themselves. */
const CLAUDE_MPM_SOURCES = new Set([
  "hook",
  "fast_hook",
  "async_emitter",
  "claude_hooks",
  "mpm_hook",
  "event_bus",
  "connection_pool",
]);

/** Fields that only claude-mpm's shapes have: an object with a `type` and none of these is ours. */
const FOREIGN = [
  "subtype",
  "event",
  "namespace",
  "hook_event_name",
  "event_type",
  "client_version",
  "batch_id",
];

/**
 * Understands an object of any shape that is posted to `/api/events`.
 *
 * @param unnamed the source of an object that does not say where it comes from
 */
export function readEventsApi(body: JsonObject, context: IngestContext, unnamed = "api"): NewEvent {
  if (isCanonical(body)) return readCanonical(body, context, unnamed);
  const layers = takeApart(body);
  const { wrappers, payload } = layers;
  const sender = wrappers.map((wrapper) => textIn(wrapper, "source")).findLast((text) =>
    text !== undefined
  );
  const isBash = sender === "fast_hook";
  // The bash hook finds names by text search, and so finds the wrong ones; its payload is whole.
  const type = isBash && textIn(payload, "hook_event_name") !== undefined
    ? typeFrom([payload])
    : undefined;
  const source = sender === undefined ? shapeSource(body) ?? unnamed : sourceName(sender);
  return understand({ ...layers, source, type, correlates: !isBash }, context);
}

function isCanonical(body: JsonObject): boolean {
  return typeof field(body, "type") === "string" && field(body, "type") !== "hook" &&
    !FOREIGN.some((name) => field(body, name) !== undefined);
}

/** What a canonical event may be sent with beside its data. */
const CANONICAL_FIELDS: ReadonlySet<string> = new Set([
  ...EVENT_FIELDS.filter((name) => name !== "data"),
  "timestamp",
  "key",
]);

function readCanonical(body: JsonObject, context: IngestContext, unnamed: string): NewEvent {
  const layers = takeApart(body);
  const rest = Object.fromEntries(
    Object.entries(body).filter(([name]) => !CANONICAL_FIELDS.has(name)),
  );
  const data = field(body, "data");
  const isAlone = data !== undefined && Object.keys(rest).length === 1;
  const source = textIn(body, "source");
  const event = understand({
    wrappers: [body],
    payload: layers.wrappers.length > 0 ? layers.payload : rest,
    data: isAlone ? data : rest,
    source: source === undefined ? unnamed : sourceName(source),
  }, context);
  return withCanonicalFields(event, body);
}

// A raw hook input has no wrapper; an envelope is claude-mpm's.
function shapeSource(body: JsonObject): string | undefined {
  if (textIn(body, "hook_event_name") !== undefined) return "claude-code";
  const isEnvelope = ["namespace", "event", "subtype"].some((name) =>
    typeof field(body, name) === "string"
  );
  return isEnvelope ? "claude-mpm" : undefined;
}

function sourceName(name: string): string {
  return CLAUDE_MPM_SOURCES.has(name) ? "claude-mpm" : name.trim().slice(0, 60);
}
