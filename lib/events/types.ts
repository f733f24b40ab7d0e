import type { Category } from "./event.ts";
import { lookup } from "./lookup.ts";

/** One kind of event that we know. */
export interface EventType {
  readonly category: Category;
  /** For people, in a list of types. */
  readonly label: string;
  /**
   * The names that emitters use for it, in any spelling (`PreToolUse`, `pre_tool`, `tool.start`
   * are compared without case and signs).
   */
  readonly names: readonly string[];
}

function type(category: Category, label: string, ...names: readonly string[]): EventType {
  return { category, label, names };
}

/** All kinds that we know. Others keep their own name, in dotted lower case. */
export const EVENT_TYPES = {
  "tool.pre": type("tool", "Tool started", "PreToolUse", "pre_tool", "tool_start", "tool_use"),
  "tool.post": type(
    "tool",
    "Tool finished",
    "PostToolUse",
    "post_tool",
    "tool_end",
    "tool_result",
  ),
  "tool.failure": type("tool", "Tool failed", "PostToolUseFailure", "tool_error"),
  "tool.batch": type("tool", "Tools finished together", "PostToolBatch"),
  "tool.call": type("tool", "Tool called"),
  "permission.request": type("tool", "Permission asked", "PermissionRequest"),
  "permission.denied": type("tool", "Permission denied", "PermissionDenied"),

  "agent.start": type("agent", "Agent started", "SubagentStart"),
  "agent.stop": type("agent", "Agent finished", "SubagentStop", "agent_end"),
  "agent.delegated": type("agent", "Task delegated", "agent_delegated", "agent.delegation"),
  "agent.returned": type("agent", "Agent returned", "agent_returned", "agent_completed"),
  "agent.message": type(
    "agent",
    "Agent said",
    "AssistantResponse",
    "assistant_message",
    "agent.text",
    "MessageDisplay",
  ),
  "agent.result": type("agent", "Agent's result", "agent.result"),
  "agent.error": type("agent", "Agent failed", "agent.error"),
  "agent.idle": type("agent", "Teammate idle", "TeammateIdle"),
  "task.created": type("agent", "Task created", "TaskCreated"),
  "task.completed": type("agent", "Task completed", "TaskCompleted"),
  "task.report": type("agent", "Background task reported"),
  "todo.update": type("agent", "Todos changed", "todo_updated", "todos_updated"),

  "session.start": type("session", "Session started", "SessionStart", "session_started"),
  "session.end": type("session", "Session ended", "SessionEnd", "session_ended"),
  "session.setup": type("session", "Session set up", "Setup"),
  "session.status": type("session", "Context and cost", "status_line"),
  "prompt.submit": type("session", "Prompt", "UserPromptSubmit", "user_prompt"),
  "prompt.received": type("session", "Prompt received", "command_acknowledged"),
  "prompt.expand": type("session", "Prompt expanded", "UserPromptExpansion"),
  "turn.stop": type("session", "Turn finished", "Stop"),
  "turn.failure": type("session", "Turn failed", "StopFailure"),
  "turn.interrupted": type("session", "Turn interrupted"),
  "notification": type("session", "Notification"),
  "elicitation.request": type("session", "Question from a server", "Elicitation"),
  "elicitation.result": type("session", "Answer to a server", "ElicitationResult"),
  "model.switching": type("session", "Model about to change", "PreModelSwitch"),
  "model.switched": type("session", "Model changed", "PostModelSwitch"),
  "usage.tokens": type("session", "Tokens used", "token_usage_updated"),
  "claude.status": type("session", "Claude's state"),
  "claude.output": type("session", "Claude's output"),

  "context.compacting": type("memory", "Context about to be compacted", "PreCompact"),
  "context.compacted": type("memory", "Context compacted", "PostCompact"),
  "instructions.loaded": type("memory", "Instructions loaded", "InstructionsLoaded"),
  "memory.loaded": type("memory", "Memory loaded"),
  "memory.created": type("memory", "Memory created"),
  "memory.updated": type("memory", "Memory updated"),
  "memory.injected": type("memory", "Memory given to an agent"),

  "file.change": type(
    "project",
    "File changed",
    "file_changed",
    "FileChanged",
    "file_created",
    "file_deleted",
    "file_edit",
    "file_write",
  ),
  "file.read": type("project", "File read"),
  "git.operation": type("project", "Git operation", "git_commit", "git_push", "git_pull"),
  "test.result": type("project", "Tests ran", "TestEnd"),
  "directory.change": type("project", "Directory changed", "CwdChanged"),
  "directory.add": type("project", "Directory added", "DirectoryAdded"),
  "worktree.create": type("project", "Worktree created", "WorktreeCreate"),
  "worktree.remove": type("project", "Worktree removed", "WorktreeRemove"),
  "ticket.created": type("project", "Ticket created"),
  "ticket.updated": type("project", "Ticket updated"),
  "ticket.closed": type("project", "Ticket closed"),

  "config.change": type("system", "Configuration changed", "ConfigChange", "config_changed"),
  "hook.execution": type("system", "Hook ran", "hook_execution"),
  "server.start": type("system", "Monitor started", "system_ready"),
  "server.stop": type("system", "Monitor stopped", "system_shutdown"),
  "server.error": type("system", "Monitor had an error"),
  "server.crash": type("system", "Monitor did not end well"),
  "error": type("system", "Error", "error_occurred", "error.general"),
  "performance.metric": type("system", "Measurement", "performance", "performance_metric"),

  "client.connect": type("websocket", "Client connected", "client_connected"),
  "client.disconnect": type("websocket", "Client left", "client_disconnected"),
  "client.error": type("websocket", "Client had an error"),
} as const satisfies Record<string, EventType>;

/** One of the kinds that we know. */
export type KnownType = keyof typeof EVENT_TYPES;

const BY_NAME: ReadonlyMap<string, KnownType> = new Map(
  Object.entries(EVENT_TYPES).flatMap(([name, { names }]) =>
    // The keys of a const object are its known types.
    [name, ...names].map((spelling) => [squash(spelling), name as KnownType] as const)
  ),
);

const CATEGORY_OF_PREFIX: Readonly<Record<string, Category>> = {
  agent: "agent",
  subagent: "agent",
  task: "agent",
  todo: "agent",
  tool: "tool",
  permission: "tool",
  session: "session",
  prompt: "session",
  turn: "session",
  claude: "session",
  usage: "session",
  memory: "memory",
  context: "memory",
  file: "project",
  git: "project",
  test: "project",
  code: "project",
  build: "project",
  project: "project",
  worktree: "project",
  ticket: "project",
  system: "system",
  server: "system",
  config: "system",
  hook: "system",
  heartbeat: "system",
  error: "system",
  performance: "system",
  client: "websocket",
  connection: "websocket",
  websocket: "websocket",
  socket: "websocket",
};

const bySpelling = new Map<string, KnownType | undefined>();
const MAX_SPELLINGS = 1000;

/** The kind that an emitter's name stands for, where we know it. */
export function knownType(name: string): KnownType | undefined {
  if (bySpelling.has(name)) return bySpelling.get(name);
  const type = BY_NAME.get(squash(name));
  if (bySpelling.size >= MAX_SPELLINGS) bySpelling.clear();
  if (name.length <= 100) bySpelling.set(name, type);
  return type;
}

/** What we know about a type, where we know it. */
export function describeType(name: string): EventType | undefined {
  const described: Readonly<Record<string, EventType>> = EVENT_TYPES;
  return Object.hasOwn(described, name) ? described[name] : undefined;
}

/** The category of any type, known or not. */
export function categoryOf(name: string): Category {
  const [prefix = ""] = name.split(".", 1);
  return describeType(name)?.category ??
    lookup(CATEGORY_OF_PREFIX, prefix) ?? "other";
}

const MAX_TYPE_LENGTH = 100;

/** Any name in dotted lower case: `CodeAnalysis:fileDone` becomes `code.analysis.file.done`. */
export function dotted(name: string): string {
  const parts = name.slice(0, 4 * MAX_TYPE_LENGTH)
    .replaceAll(/(\p{Ll}|\d)(?=\p{Lu})/gu, "$1.")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== "");
  return parts.join(".").slice(0, MAX_TYPE_LENGTH) || "event";
}

// Emitters agree on words but neither on case nor on what stands between them.
function squash(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "");
}
