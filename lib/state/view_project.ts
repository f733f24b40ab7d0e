/** Projects at a moment, gathered from their sessions. Pure. */
import { type ProjectView, type SessionView, STATES } from "../contract/state.ts";
import { folderKey } from "../events/folders/canonical_folder.ts";
import { byUrgency } from "./urgency.ts";
import { addAmounts } from "./usage/amounts.ts";

/** All projects: those that wait first, then by state, then the latest first. */
export function viewProjects(sessions: readonly SessionView[]): ProjectView[] {
  const byFolder = Map.groupBy(sessions, ({ project }) => project && folderKey(project));
  return Array.from(byFolder.values(), viewProject)
    .sort((left, right) => byUrgency(left.state, right.state) || right.last - left.last);
}

function viewProject(members: readonly SessionView[]): ProjectView {
  const path = members[0]?.project ?? null;
  const states = members.map((session) => session.state).sort(byUrgency);
  const counted = members.flatMap((session) => session.usage.tokens?.counts ?? []);
  const costs = members.flatMap((session) => session.usage.cost_usd?.value ?? []);
  return {
    path,
    name: path?.split(/[/\\]/).findLast((part) => part !== "") ?? "No project",
    state: states[0] ?? "done",
    sessions: members.length,
    live: members.filter((session) => STATES[session.state].live).length,
    waiting: members.filter((session) => session.waiting !== null).length,
    tokens: counted.length === 0 ? null : counted.reduce(addAmounts),
    cost_usd: costs.length === 0 ? null : costs.reduce((total, cost) => total + cost),
    first: Math.min(...members.map((session) => session.first)),
    last: Math.max(...members.map((session) => session.last)),
  };
}
