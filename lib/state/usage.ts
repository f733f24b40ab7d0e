/** Tokens, cost and context: each source is kept apart, so that no number is counted twice. */
import type { CanonicalEvent, JsonObject } from "../events/event.ts";
import { numberIn, objectIn } from "../events/json.ts";
import type { TokenCounts, Usage } from "./state.ts";

/** Where a number comes from, as people are told. */
export type UsageSource = "telemetry" | "status line" | "claude-mpm";

/** A number and where it comes from. */
export interface Figure {
  readonly value: number;
  readonly from: UsageSource;
}

/** What is known of a session's use; `null` is unknown, never zero. */
export interface UsageView {
  readonly tokens: { readonly counts: TokenCounts; readonly from: UsageSource } | null;
  readonly cost_usd: Figure | null;
  /** Percent of the context window in use. */
  readonly context_percent: Figure | null;
  /** The context window, in tokens. */
  readonly context_size: number | null;
}

/** The use after an event; the same object where the event tells nothing of it. */
export function nextUsage(usage: Usage, event: CanonicalEvent, payload: JsonObject): Usage {
  switch (event.type) {
    case "session.status":
      return { ...usage, status_line: fromStatusLine(payload, event.received) };
    case "usage.tokens":
      return { ...usage, claude_mpm: { tokens: tokensIn(payload), at: event.received } };
    case "otel.api.request":
      return { ...usage, telemetry: addRequest(usage.telemetry, payload) };
    default:
      return usage;
  }
}

/** The best number of each kind, and where it comes from. */
export function viewUsage(usage: Usage): UsageView {
  const { telemetry, status_line: line, claude_mpm: mpm } = usage;
  return {
    tokens: telemetry !== null
      ? { counts: telemetry.tokens, from: "telemetry" }
      : mpm !== null
      ? { counts: mpm.tokens, from: "claude-mpm" }
      : null,
    cost_usd: figure(line?.cost_usd, "status line") ?? figure(telemetry?.cost_usd, "telemetry"),
    context_percent: figure(line?.context_percent, "status line"),
    context_size: line?.context_size ?? null,
  };
}

function figure(value: number | null | undefined, from: UsageSource): Figure | null {
  return value === null || value === undefined ? null : { value, from };
}

function fromStatusLine(payload: JsonObject, at: number): Usage["status_line"] {
  const context = objectIn(payload, "context_window");
  return {
    cost_usd: numberIn(objectIn(payload, "cost"), "total_cost_usd") ?? null,
    context_percent: numberIn(context, "used_percentage") ?? null,
    context_size: numberIn(context, "context_window_size") ?? null,
    at,
  };
}

function tokensIn(payload: JsonObject): TokenCounts {
  const counts = {
    input: numberIn(payload, "input_tokens"),
    output: numberIn(payload, "output_tokens"),
    cache_read: numberIn(payload, "cache_read_tokens", "cache_read_input_tokens"),
    cache_write: numberIn(payload, "cache_creation_tokens", "cache_creation_input_tokens"),
  };
  return Object.fromEntries(
    Object.entries(counts).filter(([, count]) => count !== undefined && count >= 0),
  );
}

function addRequest(sum: Usage["telemetry"], payload: JsonObject): Usage["telemetry"] {
  const tokens = tokensIn(payload);
  const cost = numberIn(payload, "cost_usd") ?? 0;
  if (sum === null) return { tokens, cost_usd: cost };
  return { tokens: addTokens(sum.tokens, tokens), cost_usd: sum.cost_usd + cost };
}

/** Adds counts; a count is unknown only where neither side knows it. */
export function addTokens(left: TokenCounts, right: TokenCounts): TokenCounts {
  const names = ["input", "output", "cache_read", "cache_write"] as const;
  return Object.fromEntries(
    names.filter((name) => left[name] !== undefined || right[name] !== undefined)
      .map((name) => [name, (left[name] ?? 0) + (right[name] ?? 0)]),
  );
}
