import { assertEquals } from "@std/assert";
import { testDraft } from "../../tests/support/events.ts";
import type { JsonObject } from "../events/event.ts";
import type { Task } from "../contract/state.ts";
import { nextTasks } from "./tasks.ts";

function after(tasks: readonly Task[], type: string, payload: JsonObject, tool?: string) {
  const event = { id: 1, ...testDraft({ type, ...(tool === undefined ? {} : { tool }) }) };
  return nextTasks(tasks, event, payload);
}

const ONE: Task = { id: "1", text: "Write tests", status: "pending" };

Deno.test("nextTasks() numbers todos that have no id, and knows what they leave out", () => {
  const todos = [{ content: "One" }, { id: "x", subject: "Two", status: "completed" }, "no", {
    status: "dreaming",
  }];
  assertEquals(after([ONE], "todo.update", { todos }), [
    { id: "1", text: "One", status: "pending" },
    { id: "x", text: "Two", status: "completed" },
    { id: "3", text: "", status: "pending" },
  ]);
  assertEquals(after([ONE], "todo.update", {}), [ONE]);
  assertEquals(after([ONE], "todo.update", { todos: [] }), []);
});

Deno.test("nextTasks() adds and changes tasks by their ids", () => {
  const made = after([ONE], "task.created", { task_id: "2" });
  assertEquals(made, [ONE, { id: "2", text: "Task 2", status: "pending" }]);
  assertEquals(after(made, "task.completed", { task_id: "1" }), [
    { ...ONE, status: "completed" },
    { id: "2", text: "Task 2", status: "pending" },
  ]);
  assertEquals(after([ONE], "task.created", { task_subject: "No id" }), [ONE]);
  assertEquals(after([ONE], "turn.stop", { task_id: "2" }), [ONE]);
});

Deno.test("nextTasks() follows the tools that keep tasks, unless they failed", () => {
  const update = (tool_input: JsonObject) =>
    after([ONE], "tool.post", { tool_input: { taskId: "1", ...tool_input } }, "TaskUpdate");
  assertEquals(update({ status: "in_progress" }), [{ ...ONE, status: "in_progress" }]);
  assertEquals(update({ subject: "Write more" }), [{ ...ONE, text: "Write more" }]);
  assertEquals(update({ status: "deleted" }), []);
  const created = after([], "tool.post", {
    tool_input: { subject: "New" },
    tool_response: { task: { id: "7", subject: "Other" } },
  }, "TaskCreate");
  assertEquals(created, [{ id: "7", text: "New", status: "pending" }]);
  const failed = { id: 1, ...testDraft({ type: "tool.post", tool: "TodoWrite", status: "error" }) };
  assertEquals(nextTasks([ONE], failed, { tool_input: { todos: [] } }), [ONE]);
});

Deno.test("nextTasks() keeps no more tasks than anybody looks at", () => {
  const todos = Array.from({ length: 300 }, (_, n) => ({ content: `${n}` }));
  const many = after([], "todo.update", { todos });
  assertEquals(many.length, 200);
  const more = after(many, "task.created", { task_id: "new" });
  assertEquals([more.length, more.at(-1)?.id], [200, "new"]);
});
