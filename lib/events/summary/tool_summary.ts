import { isDelegation } from "../tools/delegation.ts";
import type { JsonObject } from "../event.ts";
import { field, isJsonObject, numberIn, objectIn, textIn } from "../json.ts";
import { shortPath } from "./short_path.ts";

/** What a tool was asked to do, in a few words: `Bash: npm test`, `Edit lib/store.ts`. */
export function toolSummary(tool: string, payload: JsonObject, project?: string): string {
  const input = inputOf(payload);
  const path = () => {
    const text = textIn(input, "file_path", "notebook_path", "path") ??
      textIn(payload, "file_path");
    return text === undefined ? "" : ` ${shortPath(text, project)}`;
  };
  const named = (verb: string, ...names: string[]) => {
    const text = textIn(input, ...names);
    return text === undefined ? verb : `${verb}: ${text}`;
  };
  if (isDelegation(tool)) return delegation(tool, input);
  switch (tool) {
    case "Bash":
      return named("Bash", "command", "description");
    case "Read":
    case "Write":
    case "Edit":
      return `${tool}${path()}`;
    case "MultiEdit":
    case "NotebookEdit":
      return `Edit${path()}`;
    case "NotebookRead":
      return `Read${path()}`;
    case "LS":
      return `List${path()}`;
    case "Grep":
    case "Glob": {
      const pattern = textIn(input, "pattern");
      if (pattern === undefined) return tool;
      return `${tool} ${pattern}${path() === "" ? "" : ` in${path()}`}`;
    }
    case "TaskCreate":
      return named("TaskCreate", "subject", "description");
    case "TaskUpdate":
      return taskUpdate(input);
    case "TodoWrite":
      return todoSummary(input) ?? "Todos";
    case "WebFetch":
      return named("Fetch", "url");
    case "WebSearch":
      return named("Search the web", "query");
    case "AskUserQuestion":
      return question(input, objectIn(payload, "tool_response"));
    case "ExitPlanMode":
      return named("Plan", "plan");
    case "EnterPlanMode":
      return "Plan mode";
    case "Skill":
      return [named("Skill", "skill", "command", "name"), textIn(input, "args") ?? ""].join(" ");
    case "SlashCommand":
      return named("Command", "command");
    case "BashOutput":
      return named("Output of shell", "bash_id", "shell_id");
    case "KillShell":
      return named("Stop shell", "shell_id");
    default:
      return named(toolLabel(tool), "description", "title", "query", "command", "url", "name") +
        (textIn(input, "description", "title", "query", "command", "url", "name") ? "" : path());
  }
}

/** `2 of 5 todos done: write the tests`. */
export function todoSummary(input: JsonObject): string | undefined {
  const todos = field(input, "todos");
  if (!Array.isArray(todos)) return undefined;
  if (todos.length === 0) return "No todos";
  const items = todos.filter(isJsonObject);
  const done = items.filter((item) => field(item, "status") === "completed").length;
  const current = items.find((item) => field(item, "status") === "in_progress");
  const doing = current === undefined ? undefined : textIn(current, "activeForm", "content");
  return `${done} of ${items.length} todos done${doing === undefined ? "" : `: ${doing}`}`;
}

/** What went wrong, or what there is to say about a result. */
export function resultSummary(payload: JsonObject): string | undefined {
  const response = objectIn(payload, "tool_response");
  const result = objectIn(payload, "result_summary");
  const code = numberIn(payload, "exit_code") ?? numberIn(response, "exit_code", "exitCode");
  return textIn(payload, "error", "error_message") ?? textIn(result, "error_preview") ??
    textIn(response, "error") ??
    (field(response, "interrupted") === true ? "interrupted" : undefined) ??
    (code === undefined || code === 0 ? undefined : `exit code ${code}`);
}

function inputOf(payload: JsonObject): JsonObject {
  const input = ["tool_input", "tool_parameters", "input"].map((name) => objectIn(payload, name));
  return input.find((object) => Object.keys(object).length > 0) ?? {};
}

/** `TaskUpdate 3: completed`. */
function taskUpdate(input: JsonObject): string {
  const id = textIn(input, "taskId", "task_id", "id");
  const change = textIn(input, "subject", "status");
  return `TaskUpdate${id === undefined ? "" : ` ${id}`}${
    change === undefined ? "" : `: ${change}`
  }`;
}

function delegation(tool: string, input: JsonObject): string {
  const agent = textIn(input, "subagent_type", "agent_type");
  const task = textIn(input, "description", "prompt", "prompt_preview");
  if (agent === undefined && task === undefined) return tool;
  return `Delegate${agent === undefined ? "" : ` to ${agent}`}${
    task === undefined ? "" : `: ${task}`
  }`;
}

function question(input: JsonObject, response: JsonObject): string {
  const questions = field(input, "questions");
  const first = Array.isArray(questions) ? questions.find(isJsonObject) : undefined;
  const text = textIn(first ?? input, "question");
  if (text === undefined) return "Ask";
  const answer = textIn(objectIn(response, "answers"), text);
  return `Ask: ${text}${answer === undefined ? "" : ` ${answer}`}`;
}

// `mcp__github__create_issue` is the server's tool `create_issue`.
function toolLabel(tool: string): string {
  const [prefix, server, ...name] = tool.split("__");
  return prefix === "mcp" && server !== undefined && name.length > 0
    ? `${server} ${name.join("__")}`
    : tool;
}
