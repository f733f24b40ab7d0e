/** What events tell of tokens, cost and context, kept by source. Pure. */
import type { CanonicalEvent, Json, JsonObject } from "../../events/event.ts";
import { field, objectIn, textIn } from "../../events/json.ts";
import { type Amounts, type Measure, TOKEN_MEASURES, tokensOf } from "./amounts.ts";
import { advance, type Counter, type Reading } from "./counter.ts";
import { countedAt, localDay } from "./day.ts";
import { contextPercent, contextSize } from "../../events/percent.ts";
import { lookup } from "../../events/lookup.ts";
import { oneLine } from "../../events/one_line.ts";
import { addEntry, type Entry, type Usage } from "./ledger.ts";
import { takePoint } from "./metric_series.ts";
import { resolve, tolerance, totalOf } from "./resolve.ts";
import { MAIN, type SessionState } from "../state.ts";
import {
  type TokenCounts,
  USAGE_SOURCES,
  type UsageSource,
  type UsageView,
} from "../../contract/usage.ts";

/** Requests are reported again when an exporter got no answer; so many are remembered. */
const REMEMBERED_REQUESTS = 64;
/** Sub-agents of one session whose tokens are kept apart. */
const REMEMBERED_AGENTS = 300;

/** The use of a session after an event; the same object where the event tells nothing of it. */
export function nextUsage(
  session: SessionState,
  event: CanonicalEvent,
  payload: JsonObject,
): Usage {
  const { usage } = session;
  switch (event.type) {
    case "session.status":
      return withStatusLine(session, event, payload);
    case "usage.tokens":
      return withTranscript(session, event, payload);
    case "otel.api.request":
      return withRequest(session, event, payload);
    case "otel.metric.cost.usage":
    case "otel.metric.token.usage":
      return withPoint(session, event, payload);
    default:
      return usage;
  }
}

/** Views are asked for every second, and most sessions have not changed since. */
const VIEWED = new WeakMap<Usage, UsageView>();

/** The best number of each kind, and where it comes from. */
export function viewUsage(usage: Usage): UsageView {
  const known = VIEWED.get(usage);
  if (known !== undefined) return known;
  const view = workOut(usage);
  VIEWED.set(usage, view);
  return view;
}

function workOut(usage: Usage): UsageView {
  const { entries } = usage;
  const total = totalOf(resolve(entries));
  const tokens = tokensOf(total);
  const { context } = usage;
  return {
    tokens: tokens === null ? null : { counts: tokens, from: sourceOf(entries, TOKEN_MEASURES) },
    cost_usd: total.cost_usd === undefined
      ? null
      : { value: total.cost_usd, from: sourceOf(entries, ["cost_usd"], COST_SOURCES) },
    context_percent: context?.percent === null || context === null
      ? null
      : { value: context.percent, from: "status line" },
    context_size: context?.size ?? null,
  };
}

/** The source that tells all of a total; the one that tells most of it where none does. */
function sourceOf(
  entries: readonly Entry[],
  measures: readonly Measure[],
  order: readonly UsageSource[] = USAGE_SOURCES,
): UsageSource {
  const reported = order.map((source) => {
    const total = totalOf(entries.filter(({ from }) => from === source));
    return { source, sum: measures.reduce((sum, name) => sum + (total[name] ?? 0), 0) };
  });
  const most = Math.max(...reported.map(({ sum }) => sum));
  const all = reported.find(({ source, sum }) =>
    sum >= most - tolerance(measures[0] ?? "cost_usd", most) &&
    entries.some(({ from }) => from === source)
  );
  return all?.source ?? "telemetry";
}

/** Claude Code shows its own total to the person: where others tell the same, it is that one. */
const COST_SOURCES = ["status line", "telemetry", "telemetry metrics", "claude-mpm"] as const;

function withStatusLine(
  session: SessionState,
  event: CanonicalEvent,
  payload: JsonObject,
): Usage {
  const cost = objectIn(payload, "cost");
  const context = {
    percent: contextPercent(payload) ?? null,
    size: contextSize(payload) ?? null,
  };
  const usage = { ...session.usage, context };
  const value = amount(cost, "total_cost_usd");
  if (value === undefined) return usage;
  const at = countedAt(event);
  const duration = amount(cost, "total_duration_ms");
  const begun = duration === undefined ? null : at - duration;
  // It tells the model of the session, while sub-agents may use another one.
  const about = { agent: null, model: null, from: "status line" } as const;
  return withReadings(session, usage, { at, begun, about, readings: { cost_usd: value } });
}

function withTranscript(
  session: SessionState,
  event: CanonicalEvent,
  payload: JsonObject,
): Usage {
  const about = { agent: null, model: null, from: "claude-mpm" } as const;
  const at = countedAt(event);
  return withReadings(session, session.usage, {
    at,
    begun: null,
    about,
    readings: tokensIn(payload),
  });
}

/** Running totals, all read at one moment. */
interface Totals extends Omit<Reading, "value"> {
  readonly about: Pick<Entry, "agent" | "model" | "from">;
  readonly readings: Amounts;
}

function withReadings(session: SessionState, usage: Usage, totals: Totals): Usage {
  const { about, at, begun, readings } = totals;
  const counters: Record<string, Counter> = { ...usage.counters };
  let { entries } = usage;
  for (const [measure, value] of Object.entries(readings)) {
    const name = `${about.from} ${measure}`;
    const step = advance(usage.counters[name] ?? null, { value, at, begun }, session.begin, name);
    counters[name] = step.counter;
    const day = localDay(at);
    entries = addEntry(entries, { ...about, day, amounts: { [measure]: step.added } });
    if (step.earlier > 0) {
      entries = addEntry(entries, { ...about, day: null, amounts: { [measure]: step.earlier } });
    }
  }
  return { ...usage, counters, entries };
}

function withRequest(session: SessionState, event: CanonicalEvent, payload: JsonObject): Usage {
  const { usage } = session;
  const id = nameIn(payload, "request_id") ?? sequenceOf(payload);
  if (id !== undefined && usage.requests.includes(id)) return usage;
  const cost = amount(payload, "cost_usd") ?? scaled(amount(payload, "cost_usd_micros"), 1e-6);
  const counted = withEntry(usage, {
    ...aboutRequest(session, event, payload),
    from: "telemetry",
    amounts: {
      requests: 1,
      ...tokensIn(payload),
      ...(cost === undefined ? {} : { cost_usd: cost }),
    },
  });
  const agents = withAgentTokens(usage.agents, payload);
  if (id === undefined) return { ...counted, agents };
  return { ...counted, agents, requests: [...usage.requests, id].slice(-REMEMBERED_REQUESTS) };
}

/** The tokens of each sub-agent, by its id: its name may be that of several. */
function withAgentTokens(agents: Usage["agents"], payload: JsonObject): Usage["agents"] {
  const id = nameIn(payload, "agent_id", "agent.id");
  if (id === undefined) return agents;
  const used = Object.values(tokensIn(payload)).reduce((sum, count) => sum + count, 0);
  const { [id]: _, ...others } = agents;
  const before = lookup(agents, id) ?? 0;
  return Object.fromEntries(
    [...Object.entries(others), [id, before + used] as const].slice(-REMEMBERED_AGENTS),
  );
}

function withPoint(session: SessionState, event: CanonicalEvent, payload: JsonObject): Usage {
  const { usage } = session;
  const { amounts, ...about } = metricEntry(session, event, payload);
  const [measure, value] = Object.entries(amounts)[0] ?? [];
  if (measure === undefined || value === undefined) return usage;
  const taken = takePoint(usage.series, event, payload, value);
  if (taken === null) return usage;
  const next = { ...usage, series: taken.series };
  // A total that began on another day was used on days that nobody knows.
  const isUndated = taken.since !== null && localDay(taken.since) !== about.day;
  const day = isUndated ? null : about.day;
  return withEntry(next, { ...about, day, amounts: { [measure]: taken.added } });
}

function metricEntry(session: SessionState, event: CanonicalEvent, payload: JsonObject): Entry {
  const value = amount(payload, "value");
  const about = { ...aboutRequest(session, event, payload), from: "telemetry metrics" } as const;
  if (value === undefined) return { ...about, amounts: {} };
  if (event.type === "otel.metric.cost.usage") return { ...about, amounts: { cost_usd: value } };
  const kind = textIn(payload, "type") ?? "";
  const measure = Object.hasOwn(TOKEN_KINDS, kind) ? TOKEN_KINDS[kind] : undefined;
  return { ...about, amounts: measure === undefined ? {} : { [measure]: value } };
}

const TOKEN_KINDS: Readonly<Record<string, keyof TokenCounts>> = {
  input: "input",
  output: "output",
  cacheRead: "cache_read",
  cacheCreation: "cache_write",
};

function withEntry(usage: Usage, entry: Entry): Usage {
  const entries = addEntry(usage.entries, entry);
  return entries === usage.entries ? usage : { ...usage, entries };
}

function aboutRequest(
  session: SessionState,
  event: CanonicalEvent,
  payload: JsonObject,
): Pick<Entry, "day" | "agent" | "model"> {
  return {
    day: localDay(countedAt(event)),
    agent: requesterOf(session, event, payload),
    model: nameIn(payload, "model") ?? null,
  };
}

/** Who asked the model: telemetry names the agent's type, or the part of the program that asks. */
function requesterOf(
  session: SessionState,
  event: CanonicalEvent,
  payload: JsonObject,
): string | null {
  const named = nameIn(payload, "agent.name", "agent_name");
  if (named !== undefined) return named;
  if (event.agent !== undefined) return session.agents.get(event.agent)?.name ?? event.agent;
  const source = nameIn(payload, "query_source");
  if (source === undefined) return null;
  if (/^(repl_main_thread|main|sdk)\b/.test(source)) return MAIN;
  return source.replace(/^agent:(builtin:|custom:)?/, "");
}

/** Names are kept for as long as sums are: nobody's may be a book. */
function nameIn(payload: JsonObject, ...names: readonly string[]): string | undefined {
  const text = textIn(payload, ...names);
  return text === undefined ? undefined : oneLine(text, MAX_NAME_LENGTH);
}

const MAX_NAME_LENGTH = 120;

function tokensIn(payload: JsonObject): TokenCounts {
  const counts = {
    input: amount(payload, "input_tokens"),
    output: amount(payload, "output_tokens"),
    cache_read: amount(payload, "cache_read_tokens", "cache_read_input_tokens"),
    cache_write: amount(payload, "cache_creation_tokens", "cache_creation_input_tokens"),
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined));
}

/** A number from zero on; telemetry may write numbers as text. */
function amount(object: JsonObject, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const number = numberOf(field(object, name));
    if (number !== undefined && number >= 0 && number < MAX_AMOUNT) return number;
  }
  return undefined;
}

/** Beyond this a number is nonsense, and sums would lose what is small. */
const MAX_AMOUNT = 1e12;

function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === "string" && /^\d+(\.\d+)?(e-?\d+)?$/i.test(value)) return Number(value);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function sequenceOf(payload: JsonObject): string | undefined {
  const sequence = numberOf(field(payload, "event.sequence"));
  return sequence === undefined ? undefined : `${sequence}@${nameIn(payload, "event.timestamp")}`;
}

function scaled(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : value * factor;
}
