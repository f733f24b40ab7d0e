/** The words in which the demo's stories are written. */
import type { Json, JsonObject } from "../events/event.ts";

/** What an agent does, one after the other. */
export type Step = ToolStep | DelegateStep | TogetherStep | QuestionStep | ThinkStep;

/** One use of a tool. */
export interface ToolStep {
  readonly kind: "tool";
  readonly tool: string;
  readonly input: JsonObject;
  readonly response: Json;
  /** How long it runs. */
  readonly seconds: number;
  /** What it fails with; absent where it succeeds. */
  readonly failure?: string;
  /** Seconds until the person allows it; absent where nobody is asked. */
  readonly asks?: number;
}

/** Work that is handed to a sub-agent. */
export interface DelegateStep {
  readonly kind: "delegate";
  readonly agent: string;
  readonly task: string;
  readonly steps: readonly Step[];
}

/** Sub-agents that work side by side. */
export interface TogetherStep {
  readonly kind: "together";
  readonly all: readonly DelegateStep[];
}

/** A question to the person. */
export interface QuestionStep {
  readonly kind: "question";
  readonly question: string;
  readonly options: readonly string[];
  readonly answer: string;
  /** Seconds until it is answered. */
  readonly seconds: number;
}

/** Nothing happens that anybody hears of. */
export interface ThinkStep {
  readonly kind: "think";
  readonly seconds: number;
}

/** How a turn ends: as it should, by Escape, by an error of the API, or with the whole process. */
export type TurnEnd = "stop" | "escape" | "error" | "crash";

/** One prompt and what follows it. */
export interface Turn {
  /** Seconds from the end of the last turn to the prompt. */
  readonly pause: number;
  readonly prompt: string;
  readonly steps: readonly Step[];
  readonly ends: TurnEnd;
  /** The answer at the end. */
  readonly says: string;
}

/** A worktree that Claude Code made for a session. */
export interface Worktree {
  readonly name: string;
  readonly branch: string;
  /** The folder of the project that it belongs to. */
  readonly of: string;
}

/** One session from its start on. */
export interface SessionStory {
  /** The folder that it works in. */
  readonly project: string;
  /** The git worktree that this is, where it is one. */
  readonly worktree?: Worktree;
  /** Files below the project that its agents look around in. */
  readonly files: readonly string[];
  readonly model: string;
  readonly mode: "default" | "acceptEdits" | "plan";
  /** Seconds into the hour at which it starts. */
  readonly begins: number;
  readonly turns: readonly Turn[];
  /** Whether the person leaves it in the end; else it stays open. */
  readonly leaves: boolean;
}

/** Reads a file. */
export function read(path: string, content: string): ToolStep {
  const lines = content.split("\n").length;
  const file = { filePath: path, content, numLines: lines, startLine: 1, totalLines: lines };
  const response = { type: "text", file };
  return { kind: "tool", tool: "Read", input: { file_path: path }, response, seconds: 0.2 };
}

/** Searches files for a pattern. */
export function grep(pattern: string, filenames: readonly string[]): ToolStep {
  const response = { mode: "files_with_matches", filenames, numFiles: filenames.length };
  const input = { pattern, output_mode: "files_with_matches" };
  return { kind: "tool", tool: "Grep", input, response, seconds: 0.4 };
}

/** Replaces text in a file. */
export function edit(path: string, before: string, after: string): ToolStep {
  const input = { file_path: path, old_string: before, new_string: after };
  const response = { filePath: path, oldString: before, newString: after, userModified: false };
  return { kind: "tool", tool: "Edit", input, response, seconds: 0.3 };
}

/** Writes a new file. */
export function write(path: string, content: string): ToolStep {
  const response = { type: "create", filePath: path, content };
  return {
    kind: "tool",
    tool: "Write",
    input: { file_path: path, content },
    response,
    seconds: 0.3,
  };
}

/** Runs a command. */
export function bash(
  command: string,
  output: string,
  more: { readonly seconds?: number; readonly fails?: boolean; readonly asks?: number } = {},
): ToolStep {
  const { seconds = 2, fails = false, asks } = more;
  return {
    kind: "tool",
    tool: "Bash",
    input: { command },
    response: { stdout: output, stderr: "", interrupted: false, isImage: false },
    seconds,
    ...(fails ? { failure: `Exit code 1\n${output}` } : {}),
    ...(asks === undefined ? {} : { asks }),
  };
}

/** Fetches a page. */
export function fetchPage(url: string, prompt: string, result: string): ToolStep {
  const response = { url, code: 200, codeText: "OK", bytes: 18_204, result };
  return { kind: "tool", tool: "WebFetch", input: { url, prompt }, response, seconds: 4 };
}

/** Writes the list of todos; `done` of them are completed, and the next one is in progress. */
export function todos(done: number, ...texts: readonly string[]): ToolStep {
  const list = texts.map((content, index) => ({
    content,
    activeForm: content,
    status: index < done ? "completed" : index === done ? "in_progress" : "pending",
  }));
  const response = { oldTodos: [], newTodos: list };
  return { kind: "tool", tool: "TodoWrite", input: { todos: list }, response, seconds: 0.1 };
}

/** Hands work to a sub-agent. */
export function delegate(agent: string, task: string, ...steps: readonly Step[]): DelegateStep {
  return { kind: "delegate", agent, task, steps };
}

/** Hands work to several sub-agents at once. */
export function together(...all: readonly DelegateStep[]): TogetherStep {
  return { kind: "together", all };
}

/** Thinks, unheard. */
export function think(seconds: number): ThinkStep {
  return { kind: "think", seconds };
}
