import { isJsonObject } from "../../events/json.ts";
import type { CanonicalEvent, Json, JsonObject } from "../../events/event.ts";
import { field } from "../../events/json.ts";

/** What finds a value in an event's data, however deep the emitter wrapped it. */
export interface Payload {
  /** The value under the first of these names that is there, innermost wrapping first. */
  get(...names: string[]): Json | undefined;
  /** The same, when it is text and not empty. */
  text(...names: string[]): string | undefined;
  /** The same, when it is a number. */
  number(...names: string[]): number | undefined;
}

const MAX_WRAPPINGS = 5;

/**
 * Opens the data of an event, or of the events of a pair: emitters wrap it in up to three
 * envelopes named `data`.
 *
 * @param events the one that is asked first comes first
 */
export function openPayload(...events: readonly Pick<CanonicalEvent, "data">[]): Payload {
  return payloadOf(events.flatMap((event) => layersOf(event.data)));
}

function layersOf(data: Json): readonly JsonObject[] {
  const layers: JsonObject[] = [];
  let layer: Json | undefined = data;
  while (isJsonObject(layer) && layers.length < MAX_WRAPPINGS) {
    layers.unshift(layer);
    layer = layer.data;
  }
  return layers;
}

/** Reads one object in the same way. */
export function payloadOf(layers: readonly JsonObject[]): Payload {
  function get(...names: string[]): Json | undefined {
    for (const layer of layers) {
      for (const name of names) {
        const value = field(layer, name);
        if (value !== undefined && value !== null) return value;
      }
    }
    return undefined;
  }
  return {
    get,
    text(...names) {
      for (const name of names) {
        const value = get(name);
        if (typeof value === "string" && value !== "") return value;
      }
      return undefined;
    },
    number(...names) {
      for (const name of names) {
        const value = get(name);
        if (typeof value === "number") return value;
      }
      return undefined;
    },
  };
}

/** What a tool was called with; empty when the emitter does not say. */
export function toolInput(payload: Payload): Payload {
  const input = payload.get("tool_input", "tool_parameters", "tool_args", "input");
  return payloadOf(isJsonObject(input) ? [input] : []);
}

/** What a tool gave back, as the emitter had it. */
export function toolResponse(payload: Payload): Json | undefined {
  return payload.get("tool_response", "tool_result", "response", "output");
}
