import { endReason } from "../end_reason.ts";
import type { JsonObject } from "../event.ts";
import { field, numberIn, objectIn, textIn } from "../json.ts";
import { contextPercent, percentIn } from "../percent.ts";
import { oneLine } from "../one_line.ts";
import { shortPath } from "./short_path.ts";
import { resultSummary, todoSummary, toolSummary } from "./tool_summary.ts";
import { describeType } from "../types.ts";
import { lookup } from "../lookup.ts";

/** What an event is summed up from. */
export interface SummaryInput {
  readonly type: string;
  /** The emitter's own name for it, where that may say more. */
  readonly name?: string | undefined;
  readonly tool?: string | undefined;
  readonly project?: string | undefined;
  readonly payload: JsonObject;
}

type Summariser = (input: SummaryInput) => string | undefined;

const SUMMARISERS: Readonly<Record<string, Summariser>> = {
  "tool.pre": toolCall,
  "tool.post": toolResult,
  "tool.failure": toolResult,
  "tool.call": toolCall,
  "tool.batch": ({ payload }) => {
    const calls = field(payload, "tool_calls");
    return Array.isArray(calls) ? `${calls.length} tools finished together` : undefined;
  },
  "permission.request": (input) => `Asks permission: ${toolCall(input)}`,
  "permission.denied": (input) =>
    `Permission denied: ${toolCall(input)}${bracketed(textIn(input.payload, "reason"))}`,
  "agent.start": ({ payload }) =>
    `${agentName(payload)} started${colon(textIn(payload, "description", "prompt"))}`,
  "agent.stop": agentStop,
  "agent.delegated": ({ payload }) =>
    `Delegated to ${agentName(payload)}${colon(textIn(payload, "task"))}`,
  "agent.message": ({ payload }) =>
    textIn(payload, "text", "response_text", "response", "delta", "content"),
  "agent.result": ({ payload }) => `Result${colon(textIn(payload, "text"))}`,
  "agent.idle": ({ payload }) =>
    `${textIn(payload, "teammate_name", "teammate_id") ?? "Teammate"} is idle`,
  "task.created": ({ payload }) => `Task created${colon(taskName(payload))}`,
  "task.completed": ({ payload }) => `Task completed${colon(taskName(payload))}`,
  "task.report": ({ payload }) => `Background task reported${colon(reportSummary(payload))}`,
  "todo.update": ({ payload }) => todoSummary(payload),
  "session.start": ({ payload, project }) =>
    `Session started${bracketed(textIn(payload, "source", "launch_method"))}${inFolder(project)}`,
  "session.end": ({ payload }) =>
    `Session ended${bracketed(textIn(payload, "reason")?.replaceAll("_", " "))}`,
  "session.setup": ({ payload }) => `Session set up${bracketed(textIn(payload, "trigger"))}`,
  "session.status": statusLine,
  "prompt.submit": ({ payload }) =>
    `Prompt: ${textIn(payload, "prompt", "prompt_text", "prompt_preview", "query") ?? "(empty)"}`,
  "prompt.received": ({ payload }) => `Prompt received${colon(textIn(payload, "prompt_preview"))}`,
  "prompt.expand": ({ payload }) =>
    `Command: /${textIn(payload, "command_name") ?? "?"} ${textIn(payload, "command_args") ?? ""}`,
  "turn.stop": ({ payload }) => {
    const { cancelled, text } = endReason(payload);
    if (cancelled) return "Turn cancelled";
    return `Turn finished${colon(textIn(payload, "last_assistant_message") ?? text)}`;
  },
  "turn.failure": ({ payload }) =>
    `Turn failed${colon(textIn(payload, "error_details", "last_assistant_message", "error"))}`,
  "notification": ({ payload }) => textIn(payload, "message", "title", "notification_type"),
  "elicitation.request": ({ payload }) =>
    `${textIn(payload, "mcp_server_name") ?? "A server"} asks${
      colon(textIn(payload, "message", "url"))
    }`,
  "elicitation.result": ({ payload }) =>
    `Answer to ${textIn(payload, "mcp_server_name") ?? "a server"}${
      colon(textIn(payload, "action"))
    }`,
  "model.switching": modelSwitch,
  "model.switched": modelSwitch,
  "usage.tokens": ({ payload }) =>
    `Tokens: ${count(payload, "input_tokens")} in, ${count(payload, "output_tokens")} out`,
  "claude.status": ({ payload }) => `Claude is ${textIn(payload, "status") ?? "?"}`,
  "claude.output": ({ payload }) => textIn(payload, "content"),
  "context.compacting": ({ payload }) =>
    `Compacting the context${bracketed(textIn(payload, "trigger"))}`,
  "context.compacted": ({ payload }) => `Context compacted${bracketed(textIn(payload, "trigger"))}`,
  "instructions.loaded": ({ payload, project }) =>
    `Instructions loaded${colon(pathIn(payload, project))}`,
  "memory.loaded": memory("loaded"),
  "memory.created": memory("created"),
  "memory.updated": memory("updated"),
  "memory.injected": memory("given"),
  "file.change": ({ payload, project, name }) =>
    `File ${textIn(payload, "change_type", "event") ?? lastWord(name, FILE_VERBS) ?? "changed"}${
      colon(pathIn(payload, project))
    }`,
  "file.read": ({ payload, project }) => `File read${colon(pathIn(payload, project))}`,
  "git.operation": ({ payload, name }) => {
    const details = { ...payload, ...objectIn(payload, "details") };
    return `Git ${textIn(payload, "operation") ?? lastWord(name, GIT_VERBS) ?? "operation"}${
      colon(textIn(details, "message", "hash", "branch"))
    }`;
  },
  "test.result": ({ payload }) => {
    const counts = ["passed", "failed", "skipped"].flatMap((name) => {
      const count = numberIn(payload, name);
      return count === undefined ? [] : [`${count} ${name}`];
    });
    return `Tests${bracketed(textIn(payload, "runner"))}${colon(counts.join(", ") || undefined)}`;
  },
  "directory.change": ({ payload }) => `Directory changed${colon(textIn(payload, "new_cwd"))}`,
  "directory.add": ({ payload }) => `Directory added${colon(textIn(payload, "directory"))}`,
  "worktree.create": ({ payload }) =>
    `Worktree created${colon(textIn(payload, "worktree_name", "name", "worktree_path"))}`,
  "worktree.remove": ({ payload }) =>
    `Worktree removed${colon(textIn(payload, "worktree_name", "worktree_path"))}`,
  "ticket.created": ({ payload }) =>
    `Ticket created${colon(textIn(payload, "title", "ticket_id"))}`,
  "ticket.updated": ({ payload }) =>
    `Ticket updated${colon(textIn(payload, "title", "ticket_id"))}`,
  "ticket.closed": ({ payload }) => `Ticket closed${colon(textIn(payload, "title", "ticket_id"))}`,
  "config.change": ({ payload, project }) =>
    `Configuration changed${
      colon(pathIn(payload, project) ?? textIn(payload, "source", "subtype"))
    }`,
  "hook.execution": ({ payload }) =>
    `Hook ${textIn(payload, "hook_name", "hook_type") ?? "?"} ran${
      colon(textIn(payload, "error_message", "result_summary"))
    }`,
  "error": ({ payload }) => `Error${colon(textIn(payload, "message", "error", "error_type"))}`,
  "agent.error": ({ payload }) =>
    `Agent failed${colon(textIn(payload, "text", "message", "error"))}`,
  "performance.metric": ({ payload }) =>
    `${textIn(payload, "metric") ?? "Measurement"}: ${numberIn(payload, "value") ?? "?"} ${
      textIn(payload, "unit") ?? ""
    }`,
};

const FILE_VERBS = ["created", "deleted"];
const GIT_VERBS = ["commit", "push", "pull"];

/** What an emitter's name such as `git_commit` says, where it is one of some words. */
function lastWord(name: string | undefined, words: readonly string[]): string | undefined {
  return words.find((word) => name?.toLowerCase().endsWith(word));
}

/** Claude Code sums up what a background task reports between `<summary>` and its end. */
function reportSummary(payload: JsonObject): string | undefined {
  const text = textIn(payload, "prompt") ?? "";
  return /<summary>([^<]*)<\/summary>/.exec(text)?.[1]?.trim() || undefined;
}

/** One line about an event, for people who know none of our names. */
export function summarise(input: SummaryInput): string {
  const summariser = lookup(SUMMARISERS, input.type);
  const line = oneLine(summariser?.(input) ?? "");
  return line === "" ? oneLine(fallback(input)) : line;
}

function fallback({ type, payload }: SummaryInput): string {
  const label = describeType(type)?.label ?? inWords(type);
  const text = textIn(
    payload,
    "message",
    "title",
    "text",
    "description",
    "name",
    "error",
    "reason",
  );
  return text === undefined ? label : `${label}: ${text}`;
}

function inWords(type: string): string {
  const words = type.replaceAll(/[._:-]+/g, " ").trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function toolCall({ tool, payload, project }: SummaryInput): string {
  return tool === undefined ? "a tool" : toolSummary(tool, payload, project);
}

function toolResult(input: SummaryInput): string {
  const problem = resultSummary(input.payload);
  const call = oneLine(toolCall(input), 90);
  if (problem !== undefined) return `${call} failed: ${problem}`;
  // Some emitters do not repeat what the tool was asked to do.
  return call === toolCall({ ...input, payload: {} }) ? `${call} finished` : call;
}

function agentName(payload: JsonObject): string {
  const name = textIn(payload, "agent_type", "agent", "agent_name", "agent_id");
  return name === undefined || ["unknown", "pm"].includes(name) ? "Agent" : name;
}

function taskName(payload: JsonObject): string | undefined {
  return textIn(payload, "task_subject", "task_title", "task_description", "task_id");
}

function agentStop({ payload }: SummaryInput): string {
  const { failed, text } = endReason(payload);
  const verb = failed || field(payload, "is_error_termination") === true ? "failed" : "finished";
  return `${agentName(payload)} ${verb}${colon(textIn(payload, "last_assistant_message") ?? text)}`;
}

/** What is not known, or cannot be, is not zero. */
function count(payload: JsonObject, name: string): string {
  const value = numberIn(payload, name);
  return value === undefined || value < 0 ? "?" : String(value);
}

function statusLine({ payload }: SummaryInput): string {
  const used = contextPercent(payload);
  const cost = numberIn(objectIn(payload, "cost"), "total_cost_usd");
  const limits = objectIn(payload, "rate_limits");
  const limit = (name: string) => percentIn(objectIn(limits, name), "used_percentage");
  const parts = [
    ["Context", used === undefined ? undefined : `${Math.round(used)} %`],
    ["cost", cost === undefined ? undefined : `$${cost.toFixed(2)}`],
    ["5 h limit", limit("five_hour") === undefined ? undefined : `${limit("five_hour")} %`],
    ["7 d limit", limit("seven_day") === undefined ? undefined : `${limit("seven_day")} %`],
  ].flatMap(([name, value]) => value === undefined ? [] : [`${name} ${value}`]);
  const model = textIn(objectIn(payload, "model"), "display_name", "id");
  return [...parts, ...(model === undefined ? [] : [model])].join(", ");
}

function modelSwitch({ type, payload }: SummaryInput): string {
  const verb = type === "model.switching" ? "Switching model" : "Model switched";
  return `${verb}: ${textIn(payload, "from_model") ?? "?"} to ${
    textIn(payload, "to_model") ?? "?"
  }`;
}

function memory(verb: string): Summariser {
  return ({ payload }) => {
    const agent = textIn(payload, "agent_id", "agent");
    const what = textIn(payload, "content", "learning_type", "template_type");
    return `Memory ${verb}${agent === undefined ? "" : ` (${agent})`}${colon(what)}`;
  };
}

function pathIn(payload: JsonObject, project?: string): string | undefined {
  const path = textIn(payload, "file_path", "changed_file", "path");
  return path === undefined ? undefined : shortPath(path, project);
}

function inFolder(project: string | undefined): string {
  return project === undefined ? "" : ` in ${project}`;
}

function colon(text: string | undefined): string {
  return text === undefined ? "" : `: ${text}`;
}

function bracketed(text: string | undefined): string {
  return text === undefined || text === "unknown" ? "" : ` (${text})`;
}
