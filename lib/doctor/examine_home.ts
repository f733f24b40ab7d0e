import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { fileProblem, folderProblem, type Owned } from "../files/ownership.ts";
import { currentUser } from "../files/trusted.ts";
import { spoolPath, type StatePaths } from "../instance/home/paths.ts";

/** What is to be said about the folders and files of the state folder. */
export interface HomeFacts {
  /** What is not to be trusted, and why. */
  readonly untrusted: readonly { readonly path: string; readonly problem: string }[];
  /** Folders of ours that others may enter. */
  readonly open: readonly string[];
  /** Damaged stores that were set aside. */
  readonly damaged: readonly string[];
}

/** So many files of a folder are looked at: some thousand would be no state of ours. */
const MAX_FILES = 500;

/** Looks at who the parts of a state folder belong to. Changes nothing. */
export function examineHome(paths: StatePaths): HomeFacts {
  const untrusted: { path: string; problem: string }[] = [];
  const open: string[] = [];
  const damaged: string[] = [];
  const user = currentUser();
  const integrations = join(paths.home, "integrations");
  const spool = dirname(spoolPath(paths, 0));
  const folders = [paths.home, paths.instances, paths.stores, paths.logs, integrations, spool];
  // The spool has a folder for each port.
  for (const folder of [...folders, ...filesIn(spool)]) {
    const link = infoOf(folder, Deno.lstatSync);
    const info = infoOf(folder, Deno.statSync);
    if (link === null || info === null) continue;
    const problem = folderProblem(link, user) ?? folderProblem(info, user);
    if (problem !== null) {
      untrusted.push({ path: folder, problem });
      continue;
    }
    if (info.mode !== null && (info.mode & 0o077) !== 0) open.push(folder);
    for (const file of filesIn(folder)) {
      const owned = infoOf(file, Deno.lstatSync);
      if (owned === null || owned.isDirectory) continue;
      const wrong = fileProblem(owned, user);
      if (wrong !== null) untrusted.push({ path: file, problem: wrong });
      else if (/\.damaged-\w+$/.test(file)) damaged.push(file);
    }
  }
  return { untrusted, open, damaged };
}

function infoOf(path: string, look: (path: string) => Deno.FileInfo): Owned | null {
  try {
    return look(path);
  } catch {
    return null;
  }
}

function filesIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].slice(0, MAX_FILES).map(({ name }) => join(folder, name));
  } catch {
    // Whoever cannot even read it finds that in another finding.
    return [];
  }
}
