/** Where a session works: project, git worktree and branch. Pure. */
import type { CanonicalEvent, JsonObject } from "../events/event.ts";
import { objectIn, textIn } from "../events/json.ts";
import { oneLine } from "../events/one_line.ts";
import { projectFolder } from "../events/project_root.ts";
import type { SessionState } from "./state.ts";

const NOWHERE = { root: null, worktree: null };

/** A place in the file system, as people know it. */
export type Place = Pick<SessionState, "project" | "cwd" | "worktree" | "branch">;

/** The place of a session after an event. */
export function nextPlace(before: Place, event: CanonicalEvent, payload: JsonObject): Place {
  const moved = event.type === "directory.change" ? textIn(payload, "new_cwd") : undefined;
  const cwd = moved ?? event.project ?? before.cwd;
  const told = event.type === "session.status" ? toldPlace(payload) : {};
  const { root, worktree } = cwd === null ? NOWHERE : projectFolder(cwd);
  return {
    // A status line knows better than the first folder did; else a project stays what it is.
    project: short(told.project) ?? before.project ?? root,
    cwd,
    worktree: short(told.worktree) ?? worktree ?? (cwd === before.cwd ? before.worktree : null),
    branch: short(told.branch ?? textIn(payload, "git_branch")) ?? before.branch,
  };
}

function short(text: string | undefined): string | undefined {
  return text === undefined ? undefined : oneLine(text, 400);
}

function toldPlace(payload: JsonObject): {
  readonly project?: string | undefined;
  readonly worktree?: string | undefined;
  readonly branch?: string | undefined;
} {
  const worktree = objectIn(payload, "worktree");
  // The name of the worktree, or its folder.
  const linked = textIn(objectIn(payload, "workspace"), "git_worktree");
  return {
    project: textIn(worktree, "original_cwd"),
    worktree: textIn(worktree, "name") ?? linked?.split(/[/\\]/).findLast((part) => part !== ""),
    branch: textIn(worktree, "branch"),
  };
}
