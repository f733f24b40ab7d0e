import { outputOf, type RunTool, runTool } from "../ports/table/run_tool.ts";

/** The first of some paths that is a folder, or a short file. */
export interface GitFound {
  readonly index: number;
  /** What the file says; `null` for a folder. */
  readonly text: string | null;
}

/** Looks which of some paths, all named `.git`, is there first; `null` where none is. */
export type LookForGit = (paths: readonly string[]) => Promise<GitFound | null>;

/** The file that stands for `.git` in a worktree is one short line. */
const MAX_FILE_BYTES = 4096;

/** Looks itself, where this process may read whatever its user may. */
export const lookIntoFolders: LookForGit = async (paths) => {
  for (const [index, path] of paths.entries()) {
    const info = await Deno.lstat(path).catch(() => null);
    if (info?.isDirectory) return { index, text: null };
    if (!info?.isFile || info.size > MAX_FILE_BYTES) continue;
    return { index, text: await Deno.readTextFile(path) };
  }
  return null;
};

/**
 * Has `ls` and `head` look, for a process that may read its own folders alone: they can write
 * nothing and run nothing.
 */
export function lookByTool(run: RunTool = runTool): LookForGit {
  return async (paths) => {
    // What is printed would not be known for one line.
    const plain = paths.filter((path) => !path.includes("\n"));
    if (plain.length === 0) return null;
    const listed = (await outputOf(run, "ls", ["-1dF", "--", ...plain])).split("\n");
    for (const [index, path] of paths.entries()) {
      if (listed.includes(`${path}/`)) return { index, text: null };
      if (!listed.includes(path) && !listed.includes(`${path}*`)) continue;
      const text = await outputOf(run, "head", ["-c", `${MAX_FILE_BYTES + 1}`, "--", path]);
      if (text.length <= MAX_FILE_BYTES) return { index, text };
    }
    return null;
  };
}

/** Whichever way this process has: it is asked whether it may read everything. */
export async function lookForGit(): Promise<LookForGit> {
  const { state } = await Deno.permissions.query({ name: "read" });
  return state === "granted" ? lookIntoFolders : lookByTool();
}
