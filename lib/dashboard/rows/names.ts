import type { CanonicalEvent } from "../../events/event.ts";
import { openPayload } from "../reading/payload.ts";
import { folderName } from "../reading/text.ts";
import { sourceName } from "../reading/source_name.ts";

/** What of an event says who it belongs to. */
type Reported = Pick<CanonicalEvent, "session" | "agent" | "project" | "source">;

/**
 * What sessions and agents are called. Not every event says it: telemetry knows its session and
 * nothing else of it, so that what another event reported of the session is remembered for it.
 */
export class Names {
  /** Grows with every project that a session is known by. */
  version = 0;
  #projects = new Map<string, string>();
  #agents = new Map<string, string>();

  /** Remembers what an event tells of its session and agent. */
  learn(event: CanonicalEvent): void {
    if (event.session !== undefined && event.project !== undefined) {
      this.learnProject(event.session, event.project);
    }
    if (event.agent === undefined) return;
    const type = openPayload(event).text("agent_type", "agent_name");
    if (type !== undefined && type !== event.agent) this.#agents.set(event.agent, type);
  }

  /** The first folder that a session reported stays its project: it may step into others. */
  learnProject(session: string, project: string): void {
    if (this.#projects.has(session)) return;
    this.#projects.set(session, project);
    this.version++;
  }

  /** The folder that an event belongs to: its own, else its session's. */
  projectOf({ project, session }: Reported): string | undefined {
    return project ?? (session === undefined ? undefined : this.#projects.get(session));
  }

  /** Who did it, in the person's own names: the agent, else the project, else what is known. */
  whoOf(event: Reported): string {
    if (event.agent !== undefined) return this.#agents.get(event.agent) ?? event.agent;
    const project = this.projectOf(event);
    if (project !== undefined) return folderName(project);
    return event.session === undefined
      ? sourceName(event.source)
      : `session ${event.session.slice(0, 8)}`;
  }
}
