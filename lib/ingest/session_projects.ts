import { canonicalFolder, folderKey } from "../events/folders/canonical_folder.ts";
import type { EventDraft } from "../events/event.ts";
import { isInside, launchFolder, leftWorktree } from "../events/folders/launch_folder.ts";
import { projectRoot } from "../events/folders/project_root.ts";
import type { NewEvent } from "../events/new_event.ts";
import { RecentMap } from "./recent_map.ts";

/** What sessions' projects are worked out from, beside their events. */
export interface SessionProjectsParts {
  /** The projects of sessions that earlier runs knew, by session. */
  readonly known?: () => Promise<ReadonlyMap<string, string>>;
  /** The git repository that a folder is in; `null` where there is none, or nobody can tell. */
  readonly gitRoot?: (folder: string) => Promise<string | null>;
}

/** What emitters write that know of no session: such events have nothing in common. */
const NO_SESSION = /^(?:unknown|default|none|null|undefined)$/i;

/** So many sessions are remembered at least, and twice as many at most. */
const SESSIONS = 5_000;
const SPELLINGS = 1_000;

/**
 * Gives each event the project of its session. A session has one: where Claude Code was started,
 * whatever folder its shell steps into. A worktree belongs to its project, a folder of a git
 * repository to the repository.
 */
export class SessionProjects {
  readonly #parts: SessionProjectsParts;
  readonly #projects = new RecentMap<string>(SESSIONS);
  /** The first spelling of folders whose file systems do not tell upper from lower case. */
  readonly #spellings = new RecentMap<string>(SPELLINGS);
  /** Sessions of which events were passed on without a project. */
  readonly #unplaced = new RecentMap<true>(SESSIONS);
  #recalling: Promise<void> | null;
  #learnt: (readonly [session: string, project: string])[] = [];

  constructor(parts: SessionProjectsParts = {}) {
    this.#parts = parts;
    this.#recalling = parts.known === undefined ? null : this.#recall(parts.known);
  }

  /** Places events; at once where their sessions are known, which they nearly always are. */
  place(events: readonly NewEvent[]): readonly NewEvent[] | Promise<readonly NewEvent[]> {
    return events.every(({ draft }) => this.#isKnown(draft))
      ? events.map((event) => this.#placed(event))
      : this.#learnAndPlace(events);
  }

  /** The sessions whose earlier events turned out to belong to another project than was known. */
  takeLearnt(): readonly (readonly [session: string, project: string])[] {
    return this.#learnt.length === 0 ? this.#learnt : this.#learnt.splice(0);
  }

  async #learnAndPlace(events: readonly NewEvent[]): Promise<readonly NewEvent[]> {
    if (this.#recalling !== null) await this.#recalling;
    const placed: NewEvent[] = [];
    for (const event of events) {
      if (!this.#isKnown(event.draft)) await this.#learn(event.draft);
      placed.push(this.#placed(event));
    }
    return placed;
  }

  #isKnown(draft: EventDraft): boolean {
    const { session, project } = draft;
    if (session === undefined) return true;
    const known = this.#projects.get(session);
    if (known === undefined) {
      return NO_SESSION.test(session) || (project === undefined && this.#recalling === null);
    }
    return draft.type !== "session.status" || correctedBy(draft, known) === null;
  }

  #placed(event: NewEvent): NewEvent {
    const { session, project } = event.draft;
    const known = session === undefined ? undefined : this.#projects.get(session);
    if (known === undefined && session !== undefined) this.#unplaced.set(session, true);
    const place = known ?? (project === undefined ? undefined : this.#spelt(rootOf(project)));
    if (place === project || place === undefined) return event;
    return { ...event, draft: { ...event.draft, project: place } };
  }

  async #learn(draft: EventDraft): Promise<void> {
    const { session } = draft;
    if (session === undefined) return;
    const before = this.#projects.get(session);
    const folder = before === undefined
      ? launchFolder(draft)
      : correctedBy(draft, before) ?? undefined;
    if (folder === undefined) return;
    const root = rootOf(folder);
    const project = this.#spelt(await this.#gitRoot(root) ?? root);
    // Another event of this session may have been quicker.
    const now = this.#projects.get(session);
    if (now !== before || now === project) return;
    this.#projects.set(session, project);
    if (before === undefined && this.#unplaced.get(session) !== true) return;
    this.#learnt.push([session, project]);
  }

  async #gitRoot(folder: string): Promise<string | null> {
    const root = await this.#parts.gitRoot?.(folder).catch(() => null) ?? null;
    return root === null ? null : rootOf(root);
  }

  async #recall(known: () => Promise<ReadonlyMap<string, string>>): Promise<void> {
    try {
      for (const [session, project] of await known()) {
        // What an event reported meanwhile is newer.
        if (NO_SESSION.test(session) || this.#projects.get(session) !== undefined) continue;
        this.#projects.set(session, this.#spelt(project));
      }
    } catch {
      // Then the events themselves tell.
    }
    this.#recalling = null;
  }

  #spelt(folder: string): string {
    const key = folderKey(folder);
    if (key === folder) return folder;
    const first = this.#spellings.get(key) ?? folder;
    this.#spellings.set(key, first);
    return first;
  }
}

function rootOf(folder: string): string {
  return projectRoot(canonicalFolder(folder));
}

/** The folder that a status line names in place of the worktree that was taken for the project. */
function correctedBy(draft: EventDraft, known: string): string | null {
  const left = leftWorktree(draft.data);
  if (left === null || left.worktree === null || !isInside(known, left.worktree)) return null;
  return isInside(rootOf(left.from), left.worktree) ? null : left.from;
}
