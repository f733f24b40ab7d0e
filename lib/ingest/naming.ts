import type { JsonObject } from "../events/event.ts";
import { field, textIn } from "../events/json.ts";
import { dotted, knownType } from "../events/types.ts";

/** Names that only say that something is an event. */
const GENERIC = new Set([
  "hook",
  "claude_event",
  "mpm_event",
  "event",
  "hook_event",
  "unknown",
  "{",
]);

/**
 * The type of an event, from the names that its layers give it. A name that we know is ours from
 * then on; any other is kept, in dotted lower case.
 *
 * @param layers the one that should know best first
 */
export function typeFrom(layers: readonly JsonObject[]): string {
  for (const layer of layers) {
    const type = typeOf(layer);
    if (type !== undefined) return type;
  }
  return "event";
}

function typeOf(layer: JsonObject): string | undefined {
  const [type, subtype] = [name(layer, "type"), name(layer, "subtype")];
  if (type !== undefined && subtype !== undefined) {
    return knownType(`${type}.${subtype}`) ?? knownType(subtype) ?? dotted(`${type}.${subtype}`);
  }
  const [namespace, event] = [textIn(layer, "namespace"), name(layer, "event")];
  const single = subtype ?? name(layer, "hook_event_name") ?? name(layer, "hook_event_type") ??
    name(layer, "event_type") ?? type;
  if (single === undefined && namespace !== undefined && event !== undefined) {
    return knownType(`${namespace}.${event}`) ?? knownType(event) ??
      dotted(`${namespace}.${event}`);
  }
  const only = single ?? event ?? name(layer, "hook") ?? name(layer, "name");
  return only === undefined ? undefined : knownType(only) ?? dotted(only);
}

/** The emitter's own name for an event, of the layer that names it; undefined where none does. */
export function nameFrom(layers: readonly JsonObject[]): string | undefined {
  for (const layer of layers) {
    if (typeOf(layer) === undefined) continue;
    return name(layer, "subtype") ?? name(layer, "hook_event_name") ??
      name(layer, "hook_event_type") ?? name(layer, "event_type") ?? name(layer, "type") ??
      name(layer, "event");
  }
  return undefined;
}

/** The type that a single name stands for; undefined where it says nothing. */
export function typeNamed(name: string): string | undefined {
  const text = meaningOf(name);
  return text === undefined ? undefined : knownType(text) ?? dotted(text);
}

function name(layer: JsonObject, key: string): string | undefined {
  const value = field(layer, key);
  return typeof value === "string" ? meaningOf(value) : undefined;
}

function meaningOf(name: string): string | undefined {
  const text = name.trim().replace(/^hook[.:](?=.)/, "");
  return text === "" || GENERIC.has(text) ? undefined : text;
}
