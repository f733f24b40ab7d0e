import type { Json, JsonObject } from "../events/event.ts";
import { lookup } from "../events/lookup.ts";
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
  const prices = lookup(PRICES, model) ?? [3, 15, 0.3, 3.75];
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

/** Sub-agents whose own definition names a smaller model. */
const OWN_MODELS: Readonly<Record<string, string>> = {
  "researcher": "claude-haiku-5",
  "code-explorer": "claude-haiku-5",
  "test-writer": "claude-sonnet-5",
};

/** The model that a sub-agent uses in a session of another one. */
export function modelOf(agent: string | null, model: string): string {
  return agent === null ? model : lookup(OWN_MODELS, agent) ?? model;
}

/** Whose request it was. */
export interface Requester {
  readonly session: string;
  readonly model: string;
  readonly prompt: string;
  /** The sub-agent's type; `null` for the main agent. */
  readonly agent: string | null;
}

/** The request as Claude Code's telemetry tells it. */
export function requestLog(request: ApiRequest, about: Requester): JsonObject {
  const { session, model, prompt, agent } = about;
  return telemetryLog("api_request", {
    "session.id": session,
    "prompt.id": prompt,
    model,
    query_source: agent === null ? "repl_main_thread" : `agent:custom:${agent}`,
    ...(agent === null ? {} : { "agent.name": agent }),
    ...request,
  });
}

/** One event of Claude Code's telemetry, in OTLP's JSON. */
export function telemetryLog(
  name: string,
  fields: Readonly<Record<string, string | number>>,
): JsonObject {
  const attributes = Object.entries({ "event.name": name, ...fields }).map((
    [key, value],
  ): Json => ({
    key,
    value: typeof value === "string" ? { stringValue: value } : { doubleValue: value },
  }));
  const logRecords = [{ body: { stringValue: `claude_code.${name}` }, attributes }];
  const resource = { attributes: [{ key: "service.name", value: { stringValue: "claude-code" } }] };
  return { resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] };
}
