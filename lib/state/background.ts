/** What runs on in the background, as Claude Code tells it when a turn or an agent ends. Pure. */
import type { JsonObject } from "../events/event.ts";
import { field, isJsonObject, textIn } from "../events/json.ts";
import { oneLine } from "../events/one_line.ts";
import type { Signal } from "./signal/signal.ts";
import type { AgentState, SessionState } from "./state.ts";
import type { BackgroundTask } from "../contract/state.ts";

const MAX_TASKS = 20;

/** Tasks other than agents that still ran when that was last reported. */
export function nextBackground(
  tasks: SessionState["background"],
  { kind, payload }: Signal,
): SessionState["background"] {
  if (kind === "session.end" || kind === "session.start") return [];
  const running = runningTasks(payload);
  if (running !== null) {
    if (running.length === 0 && tasks.length === 0) return tasks;
    return running.filter(({ kind }) => kind !== "subagent").slice(0, MAX_TASKS);
  }
  // A report is the end of its task.
  const reported = kind === "turn.resumed" ? reportedTask(payload) : null;
  return reported === null ? tasks : tasks.filter(({ id }) => id !== reported);
}

/** The agents, those that were told to run in the background known as such. */
export function withBackground(
  agents: ReadonlyMap<string, AgentState>,
  payload: JsonObject,
): ReadonlyMap<string, AgentState> {
  const ids = new Set((runningTasks(payload) ?? []).map(({ id }) => id));
  if (ids.size === 0) return agents;
  return new Map(
    Array.from(agents, ([key, agent]) => [
      key,
      ids.has(key) && !agent.background ? { ...agent, background: true } : agent,
    ]),
  );
}

/** `null` where nothing is reported of such tasks. */
function runningTasks(payload: JsonObject): readonly BackgroundTask[] | null {
  const tasks = field(payload, "background_tasks");
  if (!Array.isArray(tasks)) return null;
  return tasks.filter(isJsonObject).flatMap((task) => {
    const id = textIn(task, "id");
    if (id === undefined || (textIn(task, "status") ?? "running") !== "running") return [];
    const kind = oneLine(textIn(task, "type") ?? "task", 40);
    return [{ id, kind, text: oneLine(textIn(task, "description", "command") ?? "") }];
  });
}

function reportedTask(payload: JsonObject): string | null {
  const text = textIn(payload, "prompt") ?? "";
  return /<task-id>([^<]*)<\/task-id>/.exec(text)?.[1]?.trim() ?? null;
}
