/** Where a session was started, as far as one event of it tells. */
import { canonicalFolder, folderKey } from "./canonical_folder.ts";
import type { EventDraft, Json } from "../event.ts";
import { isJsonObject, objectIn, textIn } from "../json.ts";

const MAX_ANCESTORS = 64;

/**
 * The folder in which the session of an event was started; `undefined` where it tells none. Its own
 * folder is where the shell is by now: the status line and the transcript's path know better.
 */
export function launchFolder({ project, data }: EventDraft): string | undefined {
  if (!isJsonObject(data)) return project;
  const started = textIn(objectIn(data, "workspace"), "project_dir");
  if (started !== undefined) return started;
  if (project === undefined) return undefined;
  const transcript = textIn(data, "transcript_path");
  return transcript === undefined ? project : ancestorNamed(project, transcript) ?? project;
}

/**
 * Claude Code keeps the transcripts of each folder that it was started in below a name made of that
 * folder's path.
 */
function ancestorNamed(folder: string, transcript: string): string | undefined {
  const name = transcript.split(/[\\/]/).at(-2);
  let at = canonicalFolder(folder);
  for (let level = 0; level < MAX_ANCESTORS; level++) {
    if (at.replaceAll(/[^A-Za-z0-9]/g, "-") === name) return at;
    const parent = at.replace(/[\\/][^\\/]*$/, "");
    if (parent === at || parent === "") return undefined;
    at = parent;
  }
  return undefined;
}

/** A worktree that a session works in, and the folder from which it went there. */
export interface LeftWorktree {
  /** `null` where its folder is not reported. */
  readonly worktree: string | null;
  readonly from: string;
}

/** What the data of a status line tell of a worktree; `null` where they tell of none. */
export function leftWorktree(data: Json): LeftWorktree | null {
  const reported = isJsonObject(data) ? objectIn(data, "worktree") : {};
  const from = textIn(reported, "original_cwd");
  return from === undefined ? null : { worktree: textIn(reported, "path") ?? null, from };
}

/** Whether a folder is another one, or within it. */
export function isInside(folder: string, other: string): boolean {
  const [inner, outer] = [folderKey(folder), folderKey(other)];
  return inner === outer || (inner.startsWith(outer) && /^[\\/]/.test(inner.slice(outer.length)));
}
