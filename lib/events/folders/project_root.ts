/** A folder taken apart: the project that it belongs to, and the worktree where it is one. */
export interface ProjectFolder {
  readonly root: string;
  /** The name of the git worktree that Claude Code made; `null` in the project itself. */
  readonly worktree: string | null;
}

/** Claude Code makes its worktrees inside of the project: `…/.claude/worktrees/NAME`. */
export function projectFolder(path: string): ProjectFolder {
  const parts = /^(.+?)[/\\]\.claude[/\\]worktrees[/\\]([^/\\]+)/.exec(path);
  return { root: parts?.[1] ?? path, worktree: parts?.[2] ?? null };
}

/** The folder of the project that a folder belongs to. */
export function projectRoot(path: string): string {
  return path.includes(".claude") ? projectFolder(path).root : path;
}
