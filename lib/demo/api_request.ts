import type { Json, JsonObject } from "../events/event.ts";
import type { SeededRandom } from "./random.ts";

/** What one request to the model took. */
export interface ApiRequest {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_read_tokens: number;
  readonly cache_creation_tokens: number;
  readonly cost_usd: number;
  readonly duration_ms: number;
}

/** Dollars for a million tokens: input, output, read from the cache, written to it. */
const PRICES: Readonly<Record<string, readonly [number, number, number, number]>> = {
  "claude-opus-4-8": [5, 25, 0.5, 6.25],
  "claude-sonnet-5": [3, 15, 0.3, 3.75],
  "claude-haiku-5": [1, 5, 0.1, 1.25],
};

/** A request of the size that is usual while an agent works. */
export function drawRequest(model: string, random: SeededRandom): ApiRequest {
  const tokens = [
    random.between(40, 2_400),
    random.between(90, 1_100),
    random.between(14_000, 82_000),
    random.between(300, 5_200),
  ].map(Math.round);
  const prices = PRICES[model] ?? [3, 15, 0.3, 3.75];
  const cost = tokens.reduce((sum, count, kind) => sum + count * (prices[kind] ?? 0) / 1e6, 0);
  const [input = 0, output = 0, read = 0, written = 0] = tokens;
  return {
    input_tokens: input,
    output_tokens: output,
    cache_read_tokens: read,
    cache_creation_tokens: written,
    cost_usd: Math.round(cost * 1e6) / 1e6,
    duration_ms: Math.round(random.between(1_800, 14_000)),
  };
}

/** The request as Claude Code's telemetry tells it, in OTLP's JSON. */
export function requestLog(
  request: ApiRequest,
  about: { readonly session: string; readonly model: string; readonly prompt: string },
): JsonObject {
  const attributes = [
    text("event.name", "api_request"),
    text("session.id", about.session),
    text("prompt.id", about.prompt),
    text("model", about.model),
    ...Object.entries(request).map(([key, value]) => ({ key, value: { doubleValue: value } })),
  ];
  const logRecords = [{ body: { stringValue: "claude_code.api_request" }, attributes }];
  const resource = { attributes: [text("service.name", "claude-code")] };
  return { resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] };
}

function text(key: string, stringValue: string): Json {
  return { key, value: { stringValue } };
}
