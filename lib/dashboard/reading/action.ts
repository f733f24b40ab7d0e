import { DELEGATING_TOOLS } from "../../events/tools/delegation.ts";
import type { Json } from "../../events/event.ts";
import { type Payload } from "./payload.ts";
import { isJsonObject } from "../../events/json.ts";
import { count, oneLine, shortPath } from "./text.ts";
import { lookup } from "../../events/lookup.ts";

/** What a tool call does, in a person's words. */
export interface Action {
  /** `Edit`, `Run`, `Search for`. */
  readonly verb: string;
  /** What it is done to, as the person wrote it; shown in monospace. */
  readonly object: string;
}

type Reader = (input: Payload, project: string | undefined) => Action;

const file = (verb: string): Reader => (input, project) => ({
  verb,
  object: shortPath(input.text("file_path", "notebook_path", "path") ?? "", project),
});

const said = (verb: string, ...names: string[]): Reader => (input) => ({
  verb,
  object: oneLine(input.text(...names) ?? ""),
});

const READERS: Readonly<Record<string, Reader>> = {
  Read: file("Read"),
  Edit: file("Edit"),
  MultiEdit: file("Edit"),
  Write: file("Write"),
  NotebookEdit: file("Edit"),
  LS: file("List"),
  Bash: said("Run", "command"),
  BashOutput: said("Read output of", "bash_id"),
  KillShell: said("End", "shell_id"),
  Glob: said("Find", "pattern"),
  WebFetch: said("Fetch", "url"),
  WebSearch: said("Search the web for", "query"),
  Skill: said("Use skill", "skill", "command"),
  SlashCommand: said("Run command", "command"),
  EnterPlanMode: said("Start planning"),
  ExitPlanMode: said("Propose a plan", "plan"),
  Grep(input, project) {
    const path = input.text("path");
    const where = path === undefined ? "" : `  in ${shortPath(path, project)}`;
    return { verb: "Search for", object: oneLine(input.text("pattern") ?? "") + where };
  },
  ...Object.fromEntries(DELEGATING_TOOLS.map((tool) => [tool, delegation])),
  TodoWrite(input) {
    const todos = input.get("todos");
    return { verb: "Plan", object: Array.isArray(todos) ? todoProgress(todos) : "to-do list" };
  },
  AskUserQuestion(input) {
    const questions = input.get("questions");
    const first = Array.isArray(questions) ? questions[0] : undefined;
    const text = isJsonObject(first) && typeof first.question === "string" ? first.question : "";
    return { verb: "Ask", object: oneLine(text) };
  },
};

/** Says what a call of a tool does. Tools that we do not know keep their own name. */
export function actionOf(tool: string, input: Payload, project: string | undefined): Action {
  const reader = lookup(READERS, tool);
  if (reader !== undefined) return reader(input, project);
  const verb = toolName(tool);
  const object = input.text("title", "query", "file_path", "path", "url", "command", "name");
  return { verb, object: oneLine(object ?? "") };
}

/** What people call a tool: `github: create issue` for `mcp__github__create_issue`. */
export function toolName(tool: string): string {
  const mcp = /^mcp__(.+?)__(.+)$/.exec(tool);
  return mcp === null ? tool : `${mcp[1]}: ${mcp[2]?.replaceAll("_", " ")}`;
}

/** `2 of 5 done · write schema`, from the items of a to-do list. */
export function todoProgress(todos: readonly Json[]): string {
  const items = todos.filter(isJsonObject);
  const done = items.filter((item) => item.status === "completed").length;
  const current = items.find((item) => item.status === "in_progress");
  const now = typeof current?.content === "string" ? ` · ${oneLine(current.content)}` : "";
  return `${done} of ${count(items.length, "task")} done${now}`;
}

function delegation(input: Payload): Action {
  const agent = input.text("subagent_type", "agent_type") ?? "an agent";
  const what = input.text("description", "prompt_preview", "prompt");
  return { verb: `Hand to ${agent}`, object: what === undefined ? "" : oneLine(what) };
}
