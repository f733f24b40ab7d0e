import type { CanonicalEvent } from "../../events/event.ts";
import { openPayload } from "../reading/payload.ts";
import { projectLabels } from "../reading/project_labels.ts";
import { folderName } from "../reading/text.ts";
import { sourceName } from "../reading/source_name.ts";

/** What of an event says who it belongs to. */
type Reported = Pick<CanonicalEvent, "session" | "agent" | "project" | "source">;

/**
 * What sessions and agents are called. Not every event says it: telemetry knows its session and
 * nothing else of it, so that what another event reported of the session is remembered for it.
 */
export class Names {
  /** Grows with every project that a session is known by, and when folders get other names. */
  version = 0;
  /** Grows when a folder that had a name gets another one, since there is a second of that name. */
  relabelled = 0;
  #labels: ReadonlyMap<string, string> = new Map();
  #projects = new Map<string, string>();
  #agents = new Map<string, string>();

  /** What people call a folder: its own name, or more where others have the same. */
  labelOf(folder: string | null | undefined): string | undefined {
    if (folder === null || folder === undefined) return undefined;
    if (!this.#labels.has(folder)) this.#label(folder);
    return this.#labels.get(folder) ?? folderName(folder);
  }

  #label(folder: string): void {
    const before = this.#labels;
    this.#labels = projectLabels([...before.keys(), folder]);
    for (const [each, label] of before) {
      if (this.#labels.get(each) === label) continue;
      this.relabelled++;
      this.version++;
      break;
    }
  }

  /** Remembers what an event tells of its session and agent. */
  learn(event: CanonicalEvent): void {
    if (event.project !== undefined) this.labelOf(event.project);
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
    this.labelOf(project);
    this.version++;
  }

  /** The folder that an event belongs to: its own, else its session's. */
  projectOf({ project, session }: Reported): string | undefined {
    return project ?? (session === undefined ? undefined : this.#projects.get(session));
  }

  /** Who did it, in the person's own names: the agent, else the project, else what is known. */
  whoOf(event: Reported): string {
    if (event.agent !== undefined) return this.#agents.get(event.agent) ?? event.agent;
    const label = this.labelOf(this.projectOf(event));
    if (label !== undefined) return label;
    return event.session === undefined
      ? sourceName(event.source)
      : `session ${event.session.slice(0, 8)}`;
  }
}
