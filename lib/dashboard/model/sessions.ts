import type { SessionBrief, SessionView } from "../../contract/state.ts";
import { type Matcher } from "../../events/query/mod.ts";
import type { CanonicalEvent } from "../../events/event.ts";

/** Sessions of one project. */
export interface ProjectGroup {
  readonly project: string | null;
  /** Those that have neither ended nor been lost, the most urgent first. */
  readonly live: readonly SessionView[];
  /** How many others there are. */
  readonly over: number;
}

/** Groups sessions by project: those with live ones first, in the order of their first session. */
export function groupByProject(
  live: readonly SessionView[],
  over: readonly SessionBrief[],
): readonly ProjectGroup[] {
  const groups = Map.groupBy(live, ({ project }) => project);
  const rest = Map.groupBy(over, ({ project }) => project);
  const projects = new Set([...groups.keys(), ...rest.keys()]);
  return Array.from(projects, (project) => ({
    project,
    live: groups.get(project) ?? [],
    over: rest.get(project)?.length ?? 0,
  }));
}

/**
 * Whether a filter lets a session pass: by what is known of itself, or of one of its agents. What
 * they do or wait for stands for their events.
 */
export function sessionPasses(session: SessionView, matches: Matcher): boolean {
  const { id, project, title, prompt, doing, model, branch, cwd } = session;
  const words = [title, prompt, doing, model, branch, cwd, project, id];
  const ofAgents = session.agents.flatMap(({ name, doing, task, waiting }) => [
    name,
    doing,
    task,
    waiting?.question,
  ]);
  const data = [...words, ...ofAgents].filter((word) => typeof word === "string").join("\n");
  return session.agents.some((agent) =>
    matches({
      id: agent.waiting?.event ?? 0,
      ts: agent.last,
      received: agent.last,
      source: "claude-code",
      category: "session",
      type: agent.state,
      session: id,
      summary: data,
      data,
      ...project === null ? {} : { project },
      ...agent.depth === 0 ? {} : { agent: agent.id },
      ...statusOf(agent.state),
      ...toolOf(agent.waiting?.tool ?? agent.tool?.name),
    })
  );
}

function statusOf(state: SessionView["state"]): Pick<CanonicalEvent, "status"> {
  if (state === "failed") return { status: "error" };
  return state === "working" ? { status: "running" } : {};
}

function toolOf(tool: string | null | undefined): Pick<CanonicalEvent, "tool"> {
  return tool === null || tool === undefined ? {} : { tool };
}
