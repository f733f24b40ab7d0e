import { dirname } from "@std/path/dirname";
import { isAbsolute } from "@std/path/is-absolute";
import { join } from "@std/path/join";
import { resolve } from "@std/path/resolve";

/** Folders above one that are looked at, at most. */
const MAX_LEVELS = 40;
/** A network drive may not answer at all, in ms. */
const PATIENCE = 250;
/** The file that stands for `.git` in a worktree is one short line. */
const MAX_FILE_BYTES = 4096;

/**
 * Finds the git repository that a folder is in; for a worktree that git made, the one that it
 * belongs to. Only looks, and only at names `.git`.
 *
 * @param folder an absolute path of this machine; of any other nothing is known
 * @param home the person's own folder: a repository of all that is theirs is no project
 * @returns `null` where there is none, and where that takes too long
 */
export async function gitRoot(folder: string, home: string | undefined): Promise<string | null> {
  // Windows would send a name and a proof of who we are to whatever server such a path names.
  if (!isAbsolute(folder) || folder.startsWith("\\\\")) return null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((done) => timer = setTimeout(() => done(null), PATIENCE));
  try {
    return await Promise.race([search(folder, home), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function search(folder: string, home: string | undefined): Promise<string | null> {
  for (let at = folder, level = 0; level < MAX_LEVELS; level++) {
    const parent = dirname(at);
    if (parent === at || at === home) return null;
    const found = await repositoryAt(at);
    if (found !== null) return found === home ? null : found;
    at = parent;
  }
  return null;
}

async function repositoryAt(folder: string): Promise<string | null> {
  const path = join(folder, ".git");
  try {
    const { isDirectory, isFile, size } = await Deno.lstat(path);
    if (isDirectory) return folder;
    if (!isFile || size > MAX_FILE_BYTES) return null;
    return ownerOf(await Deno.readTextFile(path), folder);
  } catch {
    return null;
  }
}

/** The repository whose `.git` file this is: a submodule's is the submodule's own. */
function ownerOf(text: string, folder: string): string {
  const target = /^gitdir:[ \t]*(.+?)\s*$/m.exec(text)?.[1];
  const linked = target === undefined
    ? undefined
    : /^(.+)[\\/]\.git[\\/]worktrees[\\/][^\\/]+[\\/]?$/.exec(target)?.[1];
  return linked === undefined ? folder : resolve(folder, linked);
}
