import type { Json, JsonObject } from "../events/event.ts";
import { field, isJsonObject } from "../events/json.ts";

/** A body taken apart: what wraps, and what is wrapped. */
export interface Layers {
  /** The wrappers, outermost first; the last one names the event. */
  readonly wrappers: readonly JsonObject[];
  /** What the emitter has to say, where fields are looked for first. */
  readonly payload: JsonObject;
  /** What is stored. */
  readonly data: Json;
}

/** Fields by which a wrapper names its event. */
const NAMING = ["event", "type", "subtype", "event_type", "namespace", "hook_event_name"];

/**
 * Fields of wrappers that end in the canonical event, or say nothing. Any other is kept.
 */
const CARRIED = new Set([
  ...NAMING,
  "data",
  "hook_event_type",
  "hook_input_data",
  "source",
  "timestamp",
  "session_id",
  "sessionId",
  "correlation_id",
  "cwd",
  "working_directory",
  "tool_name",
  "key",
]);

/** claude-mpm wraps at most twice; what is deeper belongs to the payload. */
const MAX_WRAPPERS = 2;

/** Takes the wrappers off a body, without losing what they hold. */
export function takeApart(body: JsonObject): Layers {
  const wrappers: JsonObject[] = [];
  let payload = body;
  while (wrappers.length < MAX_WRAPPERS) {
    const inner = wrapped(payload);
    if (inner === undefined) break;
    wrappers.push(payload);
    payload = inner;
  }
  const extra = wrappers.flatMap((wrapper) =>
    Object.entries(wrapper).filter(([name]) => !CARRIED.has(name))
  );
  if (extra.length === 0) return { wrappers, payload, data: payload };
  return { wrappers, payload, data: { ...payload, _envelope: Object.fromEntries(extra) } };
}

// The last releases' own tests post `{hook_event_name, hook_input_data}`.
function wrapped(object: JsonObject): JsonObject | undefined {
  if (!NAMING.some((name) => typeof field(object, name) === "string")) return undefined;
  const inner = [field(object, "data"), field(object, "hook_input_data")].find(isJsonObject);
  return inner;
}
