/** Where a session works: project, git worktree and branch. Pure. */
import type { CanonicalEvent, JsonObject } from "../events/event.ts";
import { objectIn, textIn } from "../events/json.ts";
import { oneLine } from "../events/one_line.ts";
import { canonicalFolder } from "../events/folders/canonical_folder.ts";
import { isInside, leftWorktree } from "../events/folders/launch_folder.ts";
import { projectFolder, projectRoot } from "../events/folders/project_root.ts";
import type { SessionState } from "./state.ts";

/** A place in the file system, as people know it. */
export type Place = Pick<SessionState, "project" | "cwd" | "worktree" | "branch">;

/** The place of a session after an event. */
export function nextPlace(before: Place, event: CanonicalEvent, payload: JsonObject): Place {
  const moved = event.type === "directory.change" ? textIn(payload, "new_cwd") : undefined;
  // The session's project, which each event carries, says nothing of where the shell is.
  const own = event.project === before.project ? undefined : event.project;
  const folder = moved ?? toldFolder(payload) ?? own ?? before.cwd ?? event.project;
  const cwd = folder === undefined ? null : canonicalFolder(folder);
  const reported = event.type === "session.status" ? toldPlace(payload) : {};
  const worktree = cwd === null ? null : projectFolder(cwd).worktree;
  return {
    project: nextProject(before.project, event, payload),
    cwd,
    worktree: short(reported.worktree) ?? worktree ?? (cwd === before.cwd ? before.worktree : null),
    branch: short(reported.branch ?? textIn(payload, "git_branch")) ?? before.branch,
  };
}

/** A session has one project, unless what was taken for it turns out to be a worktree of another. */
function nextProject(before: string | null, event: CanonicalEvent, payload: JsonObject) {
  const left = event.type === "session.status" ? leftWorktree(payload) : null;
  const own = event.project === undefined ? null : rootOf(event.project);
  if (left === null) return before ?? own;
  if (left.worktree === null) return before ?? own ?? rootOf(left.from);
  const known = before ?? own ?? rootOf(left.worktree);
  if (!isInside(known, left.worktree)) return known;
  return own === null || isInside(own, left.worktree) ? rootOf(left.from) : own;
}

function rootOf(folder: string): string {
  return projectRoot(canonicalFolder(oneLine(folder, MAX_LENGTH)));
}

/** The folder in which an event happened; the event itself carries its session's project. */
function toldFolder(payload: JsonObject): string | undefined {
  return short(textIn(payload, "cwd", "working_directory", "working_dir")) ??
    short(textIn(objectIn(payload, "workspace"), "current_dir"));
}

const MAX_LENGTH = 400;

function short(text: string | undefined): string | undefined {
  return text === undefined ? undefined : oneLine(text, MAX_LENGTH);
}

function toldPlace(payload: JsonObject): {
  readonly worktree?: string | undefined;
  readonly branch?: string | undefined;
} {
  const worktree = objectIn(payload, "worktree");
  // The name of the worktree, or its folder.
  const linked = textIn(objectIn(payload, "workspace"), "git_worktree");
  return {
    worktree: textIn(worktree, "name") ?? linked?.split(/[/\\]/).findLast((part) => part !== ""),
    branch: textIn(worktree, "branch"),
  };
}
