import { endReason } from "../events/end_reason.ts";
import type { CanonicalEvent, Json, JsonObject } from "../events/event.ts";
import { field, isObject, objectIn, textIn } from "../events/json.ts";
import { oneLine } from "../events/one_line.ts";
import type { SignalKind } from "./rules.ts";
import { MAIN } from "./state.ts";

/** What an event means for states: the canonical event, seen from this folder. */
export interface Signal {
  readonly kind: SignalKind;
  /** {@linkcode MAIN}, or the agent's id. */
  readonly agent: string;
  /** The agent's type, where the event tells it. */
  readonly agentName: string | null;
  /** When we got it; emitters' own times are not trusted. */
  readonly at: number;
  readonly tool: SignalTool | null;
  /** The question of an event that asks one. */
  readonly question: string | null;
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

/** Whether an event shows that its session lives, rather than that somebody measures or draws. */
export function isSignOfLife(event: CanonicalEvent): boolean {
  if (event.type === "session.status") return false;
  return event.source !== "otel" || /^otel\.(api|tool)\./.test(event.type);
}

/** Tools whose whole purpose is to ask the person something. */
const ASKING_TOOLS: ReadonlySet<string> = new Set(["AskUserQuestion", "ExitPlanMode"]);

const BY_TYPE: Readonly<Record<string, SignalKind>> = {
  "session.end": "session.end",
  "prompt.submit": "prompt",
  "tool.pre": "tool.start",
  "tool.batch": "tool.batch",
  "permission.request": "permission.ask",
  "permission.denied": "permission.denied",
  "elicitation.request": "input.ask",
  "elicitation.result": "input.answer",
  "turn.failure": "turn.failed",
  "agent.start": "agent.start",
};

const BY_NOTIFICATION: Readonly<Record<string, SignalKind>> = {
  permission_prompt: "permission.ask",
  idle_prompt: "idle.notice",
  elicitation_dialog: "input.ask",
  elicitation_url_dialog: "input.ask",
  agent_needs_input: "input.ask",
  elicitation_complete: "input.answer",
  elicitation_response: "input.answer",
};

/** Reads what an event means for states. Events without a session mean nothing here. */
export function signalOf(event: CanonicalEvent): Signal {
  const payload = isObject(event.data) ? event.data : {};
  const kind = kindOf(event, payload);
  const tool = toolOf(event, payload);
  return {
    kind,
    agent: event.agent ?? MAIN,
    agentName: textIn(payload, "agent_type", "subagent_type") ?? null,
    at: event.received,
    tool,
    question: questionOf(kind, payload, tool),
    summary: event.summary,
    payload,
  };
}

function kindOf(event: CanonicalEvent, payload: JsonObject): SignalKind {
  switch (event.type) {
    case "session.start":
      return field(payload, "source") === "compact" ? "session.compacted" : "session.start";
    case "tool.post":
      return event.status === "error" ? "tool.failed" : "tool.end";
    case "tool.failure":
      return field(payload, "is_interrupt") === true ? "tool.interrupted" : "tool.failed";
    case "turn.stop":
      if (event.status === "error") return "turn.failed";
      return endReason(payload).cancelled ? "turn.cancelled" : "turn.end";
    case "agent.stop":
      return event.status === "error" ? "agent.failed" : "agent.end";
    case "otel.tool.decision":
      if (field(payload, "decision") === "accept") return "permission.allowed";
      return field(payload, "source") === "user_abort" ? "permission.aborted" : "permission.denied";
    case "notification":
      return notificationKind(payload);
    default:
      return Object.hasOwn(BY_TYPE, event.type) ? BY_TYPE[event.type] ?? "activity" : "activity";
  }
}

function notificationKind(payload: JsonObject): SignalKind {
  const type = textIn(payload, "notification_type") ?? "";
  if (Object.hasOwn(BY_NOTIFICATION, type)) return BY_NOTIFICATION[type] ?? "activity";
  // Releases before the types told it in words only.
  const message = textIn(payload, "message") ?? "";
  if (/needs your permission/i.test(message)) return "permission.ask";
  if (/waiting for your input/i.test(message)) return "idle.notice";
  return "activity";
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

function questionOf(
  kind: SignalKind,
  payload: JsonObject,
  tool: SignalTool | null,
): string | null {
  switch (kind) {
    case "permission.ask":
      return tool === null
        ? oneLine(textIn(payload, "message") ?? "Asks for permission")
        : `Allow ${tool.name}: ${toolSubject(objectIn(payload, "tool_input"))}`.replace(/: $/, "?");
    case "input.ask":
      return oneLine(textIn(payload, "message", "title") ?? "Asks for input");
    case "tool.start":
      return tool !== null && ASKING_TOOLS.has(tool.name)
        ? askedBy(objectIn(payload, "tool_input"), tool.name)
        : null;
    default:
      return null;
  }
}

/** What a tool would act on, in a line. */
function toolSubject(input: JsonObject): string {
  return oneLine(
    textIn(input, "command", "file_path", "notebook_path", "url", "query", "pattern", "path") ?? "",
  );
}

function askedBy(input: JsonObject, tool: string): string {
  const questions = field(input, "questions");
  const first = Array.isArray(questions) ? questions[0] : undefined;
  const question = isObject(first) ? textIn(first, "question", "header") : undefined;
  if (question !== undefined) return oneLine(question);
  return tool === "ExitPlanMode" ? "Approve the plan?" : "Asks a question";
}
