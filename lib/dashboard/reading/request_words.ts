import type { Payload } from "./payload.ts";
import { compact } from "./outcome.ts";

/**
 * What a request to a model was, in a row: reported by telemetry, and only what it tells.
 * Absent where it does not even tell the model.
 */
export function requestWords(payload: Payload) {
  const model = payload.text("model");
  if (model === undefined) return undefined;
  const input = payload.number("input_tokens");
  const output = payload.number("output_tokens");
  const cost = payload.number("cost_usd");
  const outcome = [
    input === undefined ? "" : `${compact(input)} in`,
    output === undefined ? "" : `${compact(output)} out`,
    cost === undefined ? "" : `$${cost.toFixed(4)}`,
  ].filter((words) => words !== "").join(", ");
  return { verb: "Request to", object: model, outcome };
}
