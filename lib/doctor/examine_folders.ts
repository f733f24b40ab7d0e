import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { resolve } from "@std/path/resolve";
import { systemReason } from "../instance/home/files.ts";
import type { StatePaths } from "../instance/home/paths.ts";

/** What became of an attempt to write into a folder. `absent`: the first start makes it. */
export type FolderState = "writable" | "absent" | { readonly problem: string };

/** A folder that is needed, and how it is. */
export interface FolderCheckup {
  readonly path: string;
  readonly state: FolderState;
}

/**
 * Tries every folder that a server writes to, by a file that is removed at once. Of one that does not
 * exist yet the nearest folder above it is tried, in which it will be made.
 *
 * @param stores that are named by settings or records, beside the folder for all others
 */
export async function examineFolders(
  { home, instances, stores: folder, logs }: StatePaths,
  stores: readonly string[],
): Promise<FolderCheckup[]> {
  const paths = [home, instances, folder, logs, ...stores.map((path) => dirname(resolve(path)))];
  return await Promise.all(
    [...new Set(paths)].map(async (path) => ({ path, state: await examineFolder(path) })),
  );
}

async function examineFolder(path: string): Promise<FolderState> {
  const state = await probe(path);
  if (state !== "absent") return state;
  for (let above = dirname(path); above !== dirname(above); above = dirname(above)) {
    const found = await probe(above);
    if (found === "absent") continue;
    return found === "writable"
      ? "absent"
      : { problem: `it cannot be made in ${above}: ${found.problem}` };
  }
  return "absent";
}

async function probe(path: string): Promise<FolderState> {
  const file = join(path, `.doctor-${crypto.randomUUID()}`);
  try {
    await Deno.writeTextFile(file, "", { createNew: true, mode: 0o600 });
    await Deno.remove(file);
    return "writable";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "absent";
    return { problem: systemReason(error) ?? String(error) };
  }
}
