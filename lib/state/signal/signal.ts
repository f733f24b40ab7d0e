import type { CanonicalEvent, Json, JsonObject } from "../../events/event.ts";
import { field, isJsonObject, textIn } from "../../events/json.ts";
import type { SignalKind } from "../rules.ts";
import { MAIN } from "../state.ts";
import { kindOf } from "./kind_of.ts";
import { questionOf } from "./question_of.ts";

/** What an event means for states: the canonical event, seen from this folder. */
export interface Signal {
  /** The id of the event. */
  readonly event: number;
  readonly kind: SignalKind;
  /** {@linkcode MAIN}, or the agent's id. */
  readonly agent: string;
  /** The agent's type, where the event tells it. */
  readonly agentName: string | null;
  /** When it happened; ms since 1970, UTC. See {@linkcode happenedAt}. */
  readonly at: number;
  readonly tool: SignalTool | null;
  /** The question of an event that asks one. */
  readonly question: string | null;
  /** The prompt whose turn it belongs to, where that is reported. */
  readonly prompt: string | null;
  /** One line about the event. */
  readonly summary: string;
  /** The emitter's own fields. */
  readonly payload: JsonObject;
}

/** The tool that a signal is about. */
export interface SignalTool {
  readonly name: string;
  /** The tool use's id, where the emitter gave one. */
  readonly key: string | null;
  /** What tells its input from others. */
  readonly input: string;
}

/** Telemetry comes in bundles, each second or so; what is older than this has another clock. */
const MAX_ON_ITS_WAY = 60_000;

/** Reads what an event means for states. Events without a session mean nothing here. */
export function signalOf(event: CanonicalEvent): Signal {
  const payload = isJsonObject(event.data) ? event.data : {};
  const kind = kindOf(event, payload);
  const tool = toolOf(event, payload);
  return {
    event: event.id,
    kind,
    agent: event.agent ?? MAIN,
    agentName: textIn(payload, "agent_type", "subagent_type") ?? null,
    at: happenedAt(event),
    tool,
    question: questionOf(kind, payload, tool?.name ?? null),
    prompt: textIn(payload, "prompt_id", "prompt.id") ?? null,
    summary: event.summary,
    payload,
  };
}

/** Sources that run on this machine, by its clock: what they tell may wait on its way. */
const SAME_CLOCK: ReadonlySet<string> = new Set(["claude-code", "monitor"]);

/**
 * When an event happened, as far as that can be known; ms since 1970, UTC. Claude Code's hooks may
 * have waited for a server, and the monitor's own signs say since when something is so. Telemetry
 * is reported by the second, maybe by another machine's clock: its own time holds where it can be
 * from this one's. Other emitters' times are not trusted.
 */
export function happenedAt({ source, ts, received }: CanonicalEvent): number {
  if (ts > received) return received;
  if (SAME_CLOCK.has(source)) return ts;
  return source === "otel" && received - ts <= MAX_ON_ITS_WAY ? ts : received;
}

function toolOf(event: CanonicalEvent, payload: JsonObject): SignalTool | null {
  const name = event.tool ?? textIn(payload, "tool_name");
  if (name === undefined) return null;
  const input = field(payload, "tool_input") ?? field(payload, "tool_parameters") ?? null;
  return { name, key: toolUseOf(event, payload), input: fingerprint(input) };
}

/** Older releases' telemetry knows the prompt, and not which of its tool uses it is about. */
function toolUseOf(event: CanonicalEvent, payload: JsonObject): string | null {
  const isPrompt = event.source === "otel" && event.correlation !== undefined &&
    event.correlation === textIn(payload, "prompt.id");
  return isPrompt ? null : event.correlation ?? null;
}

/** Enough of an input to recognise it; inputs may be whole files. */
function fingerprint(input: Json): string {
  const text = JSON.stringify(input);
  return `${text.length}:${text.slice(0, 200)}`;
}
