import type { AgentView, SessionView, WaitView } from "../../contract/state.ts";
import { agentLabel } from "./agent_label.ts";
import { count } from "./text.ts";

/**
 * What cannot go on in a session until a question is answered, and what does go on, in short lines.
 */
export function standsStill(
  { agents, tasks, background }: Pick<SessionView, "agents" | "tasks" | "background">,
  wait: Pick<WaitView, "event">,
): readonly string[] {
  const asker = agents.find(({ waiting }) => waiting?.event === wait.event);
  const callers = callersOf(asker, agents);
  const others = agents.filter((agent) => agent !== asker && agent.waiting !== null).length;
  const working =
    agents.filter((agent) =>
      agent !== asker && agent.state === "working" && agent.waiting === null &&
      !callers.includes(agent)
    ).length;
  const open = tasks.filter(({ status }) => status !== "completed");
  const lines = [
    callers.length > 0 &&
    `Waiting for its answer: ${callers.map(nameOf).join(", ")}`,
    open.length > 0 &&
    `${open.length} of ${count(tasks.length, "task")} open: ${
      open.map(({ text }) => text).join(", ")
    }`,
    others > 0 && `${count(others, "more question")} in this session`,
    working > 0 && `${count(working, "other agent")} ${working === 1 ? "goes" : "go"} on meanwhile`,
    background.length > 0 &&
    `${count(background.length, "background task")} ${
      background.length === 1 ? "runs" : "run"
    } on: ${background.map(({ text }) => text).join(", ")}`,
  ];
  return lines.filter((line) => line !== false);
}

function nameOf(agent: AgentView): string {
  return agent.depth === 0 ? "the main agent" : agentLabel(agent);
}

/** Who called an agent, the nearest first; the main agent last. Those that run in the background
 * have nobody who waits for them. */
function callersOf(
  asker: AgentView | undefined,
  agents: readonly AgentView[],
): readonly AgentView[] {
  const callers: AgentView[] = [];
  for (let agent = asker; agent !== undefined && !agent.background;) {
    const { parent } = agent;
    const caller = agents.find(({ id }) => id === parent);
    if (caller === undefined || caller === asker || callers.includes(caller)) break;
    callers.push(caller);
    agent = caller;
  }
  return callers;
}
