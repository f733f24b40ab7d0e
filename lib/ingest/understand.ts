import { CATEGORIES, type EventDraft, type JsonObject, STATUSES } from "../events/event.ts";
import { field, isJsonObject, numberIn, objectIn, textIn } from "../events/json.ts";
import { oneLine } from "../events/one_line.ts";
import { sanitise } from "../events/redact/sanitise.ts";
import { summarise } from "../events/summary/summary.ts";
import { parseTime } from "../events/time.ts";
import { categoryOf } from "../events/types.ts";
import type { NewEvent } from "../events/new_event.ts";
import type { IngestContext } from "./ingest_context.ts";
import type { Layers } from "./layers.ts";
import { nameFrom, typeFrom, typeNamed } from "./naming.ts";
import { durationOf, statusOf } from "./outcome.ts";

/** What an adapter knows about its shape beside the layers. */
export interface Reading extends Layers {
  readonly source: string;
  /** Given where the shape itself says it; else the layers' own names are used. */
  readonly type?: string | undefined;
  /** Whether the correlation id is the same before and after; if not it is left out. */
  readonly correlates?: boolean;
}

/** Events of a prompt as a whole; telemetry knows it by the same id. */
const PROMPT_TYPES = new Set([
  "prompt.submit",
  "prompt.expand",
  "task.report",
  "turn.stop",
  "turn.failure",
]);

/** Words that name the main agent, or none. */
const NO_AGENT = /^(pm|unknown|none|main)$/i;

/** The longest session, agent, tool … that is kept beside the data. */
const MAX_WORD_LENGTH = 400;

type Fillable<Type> = { -readonly [Name in keyof Type]: Type[Name] };

/** Makes the canonical event of what an adapter has taken apart. */
export function understand(reading: Reading, context: IngestContext): NewEvent {
  const { wrappers } = reading;
  const { payload, data } = withToolInput(reading, context);
  // From the one that knows best to the one that knows least; most payloads come unwrapped.
  const alone = [payload];
  const outward = wrappers.length === 0 ? alone : [payload, ...wrappers.toReversed()];
  const inward = wrappers.length === 0 ? alone : [...wrappers.toReversed(), payload];
  const type = typeOf(reading.type ?? typeFrom(inward), payload);
  const project = word(
    first(outward, "cwd", "working_directory", "working_dir") ??
      textIn(objectIn(payload, "workspace"), "current_dir"),
  );
  const session = word(first(outward, "session_id", "sessionId"));
  const tool = word(first(outward, "tool_name"));
  const toolUse = word(first(outward, "tool_use_id"));
  const correlation = toolUse ?? word(
    (reading.correlates === false ? undefined : first(outward, "correlation_id")) ??
      (PROMPT_TYPES.has(type) ? textIn(payload, "prompt_id") : undefined),
  );
  const agent = agentOf(type, payload, session);
  const status = statusOf(type, payload);
  const duration = durationOf(payload);
  // Filled in one after the other: spreading a part for each field costs more than all the rest.
  const draft: Fillable<EventDraft> = {
    ts: timeFrom(inward) ?? context.happened ?? context.received,
    received: context.received,
    source: reading.source,
    category: categoryOf(type),
    type,
    summary: summarise({ type, name: nameOf(type, inward), tool, project, payload }),
    data,
  };
  if (session !== undefined) draft.session = session;
  if (agent !== undefined) draft.agent = agent;
  if (project !== undefined) draft.project = project;
  if (tool !== undefined) draft.tool = tool;
  if (correlation !== undefined) draft.correlation = correlation;
  if (status !== undefined) draft.status = status;
  if (duration !== undefined) draft.duration_ms = duration;
  const event: Fillable<NewEvent> = { draft };
  const key = context.key ?? (wrappers[0] === undefined ? undefined : textIn(wrappers[0], "key"));
  if (key !== undefined) event.key = key;
  if (toolUse !== undefined) event.once = true;
  if (context.body !== undefined) event.body = context.body;
  return event;
}

/** Types that several names of emitters stand for, each of which says more. */
const MANY_NAMES = new Set(["file.change", "git.operation"]);

function nameOf(type: string, layers: readonly JsonObject[]): string | undefined {
  return MANY_NAMES.has(type) ? nameFrom(layers) : undefined;
}

/** What a background task reports comes as a prompt, and is none of the person's. */
function typeOf(type: string, payload: JsonObject): string {
  const isReport = type === "prompt.submit" &&
    /^\s*<task-notification>/.test(textIn(payload, "prompt") ?? "");
  return isReport ? "task.report" : type;
}

/** Some emitters hand on a tool's input as JSON in a text. */
function withToolInput(
  { payload, data }: Pick<Reading, "payload" | "data">,
  context: IngestContext,
): Pick<Reading, "payload" | "data"> {
  const text = field(payload, "tool_input");
  if (typeof text !== "string" || !text.trimStart().startsWith("{")) return { payload, data };
  const input = parsedObject(text);
  if (input === null) return { payload, data };
  // Only now do names stand beside their values.
  const tool_input = sanitise(input, context);
  const isWhole = data === payload || !isJsonObject(data);
  return {
    payload: { ...payload, tool_input },
    data: isWhole ? { ...payload, tool_input } : { ...data, tool_input },
  };
}

function parsedObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * Lets a canonical event's own fields replace what was understood from its data.
 *
 * @param body the canonical event as it came; fields of the wrong kind are passed over
 */
export function withCanonicalFields(event: NewEvent, body: JsonObject): NewEvent {
  const { draft } = event;
  const type = typeNamed(textIn(body, "type") ?? "") ?? draft.type;
  const category = CATEGORIES.find((known) => known === field(body, "category"));
  const status = STATUSES.find((known) => known === field(body, "status"));
  const duration = numberIn(body, "duration_ms");
  const summary = textIn(body, "summary");
  return {
    ...event,
    draft: {
      ...draft,
      type,
      ts: parseTime(field(body, "ts")) ?? draft.ts,
      category: category ?? categoryOf(type),
      ...given("session", word(textIn(body, "session")) ?? draft.session),
      ...given("agent", word(textIn(body, "agent")) ?? draft.agent),
      ...given("project", word(textIn(body, "project")) ?? draft.project),
      ...given("tool", word(textIn(body, "tool")) ?? draft.tool),
      ...given("correlation", word(textIn(body, "correlation")) ?? draft.correlation),
      ...given("status", status ?? draft.status),
      ...given(
        "duration_ms",
        duration !== undefined && duration >= 0 ? duration : draft.duration_ms,
      ),
      summary: summary === undefined ? draft.summary : oneLine(summary),
    },
  };
}

function agentOf(type: string, payload: JsonObject, session?: string): string | undefined {
  const isAboutAgent = categoryOf(type) === "agent" || categoryOf(type) === "memory";
  const id = textIn(payload, "agent_id") ??
    (isAboutAgent
      ? textIn(payload, "agent_type", "agent", "teammate_name", "teammate_id")
      : undefined);
  // The Python hook makes ids such as `engineer_<session>`, the same for all of that kind.
  const name = session !== undefined && id?.endsWith(`_${session}`)
    ? id.slice(0, -session.length - 1)
    : id;
  return name === undefined || NO_AGENT.test(name) ? undefined : word(name);
}

const TIMES = ["timestamp", "ts", "time", "created_at"];

function timeFrom(layers: readonly JsonObject[]): number | undefined {
  for (const layer of layers) {
    for (const name of TIMES) {
      const time = parseTime(field(layer, name));
      if (time !== undefined) return time;
    }
  }
  return undefined;
}

function first(layers: readonly JsonObject[], ...names: readonly string[]): string | undefined {
  for (const layer of layers) {
    for (const name of names) {
      const text = textIn(layer, name);
      if (text !== undefined) return text;
    }
  }
  return undefined;
}

function word(text: string | undefined): string | undefined {
  return text === undefined ? undefined : oneLine(text, MAX_WORD_LENGTH);
}

function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  // TypeScript widens computed keys to any text.
  return value === undefined ? {} : { [name]: value } as { readonly [Key in Name]?: Value };
}
