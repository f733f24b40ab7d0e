/** Todos and tasks, as the tools that keep them and the events that tell of them say. */
import type { CanonicalEvent, Json, JsonObject } from "../events/event.ts";
import { field, isJsonObject, objectIn, textIn } from "../events/json.ts";
import { oneLine } from "../events/one_line.ts";
import type { Task } from "../contract/state.ts";

/** More are not shown to anyone. */
const MAX_TASKS = 200;

/**
 * The tasks after an event.
 *
 * @param payload the emitter's own fields of the event
 * @returns the same array where the event does not change them
 */
export function nextTasks(
  tasks: readonly Task[],
  event: CanonicalEvent,
  payload: JsonObject,
): readonly Task[] {
  switch (event.type) {
    case "todo.update":
      return fromTodos(field(payload, "todos")) ?? tasks;
    case "task.created":
      return upsert(tasks, {
        id: textIn(payload, "task_id"),
        text: textIn(payload, "task_subject", "task_title"),
        status: "pending",
      });
    case "task.completed":
      return upsert(tasks, {
        id: textIn(payload, "task_id"),
        text: textIn(payload, "task_subject", "task_title"),
        status: "completed",
      });
    case "tool.post":
      return event.status === "error" ? tasks : fromTool(tasks, event.tool, payload);
    default:
      return tasks;
  }
}

function fromTool(
  tasks: readonly Task[],
  tool: string | undefined,
  payload: JsonObject,
): readonly Task[] {
  const input = { ...objectIn(payload, "tool_parameters"), ...objectIn(payload, "tool_input") };
  switch (tool) {
    case "TodoWrite":
      return fromTodos(field(input, "todos")) ?? tasks;
    case "TaskCreate": {
      const created = objectIn(objectIn(payload, "tool_response"), "task");
      return upsert(tasks, {
        id: textIn(created, "id"),
        text: textIn(input, "subject") ?? textIn(created, "subject"),
        status: "pending",
      });
    }
    case "TaskUpdate": {
      const id = textIn(input, "taskId");
      if (field(input, "status") === "deleted") return tasks.filter((task) => task.id !== id);
      return upsert(tasks, {
        id,
        text: textIn(input, "subject"),
        status: statusOf(field(input, "status")),
      });
    }
    default:
      return tasks;
  }
}

function fromTodos(todos: Json | undefined): readonly Task[] | undefined {
  if (!Array.isArray(todos)) return undefined;
  return todos.filter(isJsonObject).slice(0, MAX_TASKS).map((todo, index) => ({
    id: textIn(todo, "id") ?? `${index + 1}`,
    text: oneLine(textIn(todo, "content", "subject") ?? ""),
    status: statusOf(field(todo, "status")) ?? "pending",
  }));
}

interface TaskChange {
  readonly id: string | undefined;
  readonly text: string | undefined;
  readonly status: Task["status"] | undefined;
}

function upsert(tasks: readonly Task[], change: TaskChange): readonly Task[] {
  const { id, text, status } = change;
  if (id === undefined) return tasks;
  const known = tasks.find((task) => task.id === id);
  const next: Task = {
    id,
    text: text === undefined ? known?.text ?? `Task ${id}` : oneLine(text),
    status: status ?? known?.status ?? "pending",
  };
  return known === undefined
    ? [...tasks, next].slice(-MAX_TASKS)
    : tasks.map((task) => task === known ? next : task);
}

function statusOf(value: Json | undefined): Task["status"] | undefined {
  return value === "pending" || value === "in_progress" || value === "completed"
    ? value
    : undefined;
}
