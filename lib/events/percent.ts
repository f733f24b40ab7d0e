import type { JsonObject } from "./event.ts";
import { numberIn, objectIn, textIn } from "./json.ts";

/** A field that is a percentage: a number from 0 to 100. */
export function percentIn(object: JsonObject, name: string): number | undefined {
  const value = numberIn(object, name);
  return value !== undefined && value >= 0 && value <= 100 ? value : undefined;
}

/** What `claude-…[1m]` says of its context window, in tokens. */
const MILLION = 1_000_000;

/**
 * How much of the context window is used, in percent, as a status line tells it: as such, or as
 * older releases do, by the tokens of the last request. Undefined where it is not reported, and where
 * what is reported cannot be: more tokens than there is place for, or a window smaller than the model's.
 */
export function contextPercent(payload: JsonObject): number | undefined {
  const window = objectIn(payload, "context_window");
  const size = contextSize(payload);
  const usage = objectIn(window, "current_usage");
  const parts = ["input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"]
    .map((name) => numberIn(usage, name));
  const tokens = parts.some((part) => part === undefined || part < 0)
    ? undefined
    : parts.reduce((sum: number, part) => sum + (part ?? 0), 0);
  if (size === undefined && numberIn(window, "context_window_size") !== undefined) return undefined;
  if (tokens !== undefined && size !== undefined && tokens > size) return undefined;
  const reported = percentIn(window, "used_percentage");
  if (reported !== undefined) return reported;
  if (tokens === undefined || size === undefined) return undefined;
  return Math.round(tokens / size * 100);
}

/** The size of the context window in tokens, as a status line tells it, unless it cannot be. */
export function contextSize(payload: JsonObject): number | undefined {
  const size = numberIn(objectIn(payload, "context_window"), "context_window_size");
  if (size === undefined || size <= 0) return undefined;
  const model = textIn(objectIn(payload, "model"), "id") ?? "";
  return /\[1m\]$/i.test(model) && size < MILLION ? undefined : size;
}
