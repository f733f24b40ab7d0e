import type { Json } from "../../../events/event.ts";
import { todoProgress } from "../../reading/action.ts";
import { isJsonObject } from "../../../events/json.ts";
import { lookup } from "../../../events/lookup.ts";

const MARKS: Readonly<Record<string, [string, string]>> = {
  completed: ["✓", "done"],
  in_progress: ["▸", "in progress"],
  pending: ["○", "open"],
};

/** A to-do list with its progress. */
export function TodoList({ todos }: { todos: readonly Json[] }) {
  return (
    <section class="block">
      <header class="block-head">
        <h3>{todoProgress(todos).split(" · ")[0]}</h3>
      </header>
      <ul class="todos">
        {todos.filter(isJsonObject).map((todo, index) => {
          const status = typeof todo.status === "string" ? todo.status : "pending";
          const [mark, word] = lookup(MARKS, status) ?? ["○", status];
          return (
            <li key={index} class={`todo is-${status}`}>
              <span class="todo-mark" aria-hidden="true">{mark}</span>
              <bdi>{typeof todo.content === "string" ? todo.content : ""}</bdi>
              <span class="muted">{word}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
