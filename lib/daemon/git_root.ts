import { dirname } from "@std/path/dirname";
import { isAbsolute } from "@std/path/is-absolute";
import { join } from "@std/path/join";
import { resolve } from "@std/path/resolve";
import { type LookForGit, lookIntoFolders } from "./look_for_git.ts";

/** Folders above one that are looked at, at most. */
const MAX_LEVELS = 40;
/** A network drive may not answer at all, in ms. */
const PATIENCE = 1_000;

/**
 * Finds the git repository that a folder is in; for a worktree that git made, the one that it
 * belongs to. Only looks, and only at names `.git`.
 *
 * @param folder an absolute path of this machine; of any other nothing is known
 * @param home the person's own folder: a repository of all that is theirs is no project
 * @returns `null` where there is none, and where that takes too long
 */
export async function gitRoot(
  folder: string,
  home: string | undefined,
  look: LookForGit = lookIntoFolders,
): Promise<string | null> {
  // Windows would send a name and a proof of who we are to whatever server such a path names.
  if (!isAbsolute(folder) || folder.startsWith("\\\\")) return null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((done) => timer = setTimeout(() => done(null), PATIENCE));
  try {
    return await Promise.race([search(folder, home, look), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function search(
  folder: string,
  home: string | undefined,
  look: LookForGit,
): Promise<string | null> {
  const folders = upwards(folder, home);
  const found = await look(folders.map((each) => join(each, ".git"))).catch(() => null);
  const at = found === null ? undefined : folders[found.index];
  if (found === null || at === undefined) return null;
  const root = found.text === null ? at : ownerOf(found.text, at);
  return root === home ? null : root;
}

/** A folder and those above it, up to the person's own. */
function upwards(folder: string, home: string | undefined): readonly string[] {
  const folders: string[] = [];
  for (let at = folder; folders.length < MAX_LEVELS; at = dirname(at)) {
    if (dirname(at) === at || at === home) break;
    folders.push(at);
  }
  return folders;
}

/** The repository whose `.git` file this is: a submodule's is the submodule's own. */
function ownerOf(text: string, folder: string): string {
  const target = /^gitdir:[ \t]*(.+?)\s*$/m.exec(text)?.[1];
  const linked = target === undefined
    ? undefined
    : /^(.+)[\\/]\.git[\\/]worktrees[\\/][^\\/]+[\\/]?$/.exec(target)?.[1];
  return linked === undefined ? folder : resolve(folder, linked);
}
