import { dirname } from "@std/path/dirname";
import { rehearseSqliteStore } from "../store/sqlite/rehearse.ts";
import { ensureFolder, ensurePrivateFolder, probeFolder } from "../instance/home/files.ts";
import { UserError } from "../user_error.ts";
import type { ServePlan } from "../instance/launch/launch_order.ts";
import { logPath, recordPath, type StatePaths, storePath } from "../instance/home/paths.ts";

/**
 * Tries what a server will need once its predecessor has ended: folders that take files, and a
 * store that opens. While the predecessor lives, its own store is left alone.
 *
 * @param port of the new server
 * @throws {UserError} when something is in the way
 */
export async function rehearse(
  plan: ServePlan,
  paths: StatePaths,
  port: number,
): Promise<void> {
  const { options: { store } } = plan;
  const file = store ?? storePath(paths, port);
  for (const folder of [paths.home, paths.instances, paths.logs]) {
    await ensurePrivateFolder(folder);
    await probeFolder(folder);
  }
  // A store elsewhere may lie in a folder that others share.
  await (store === undefined ? ensurePrivateFolder : ensureFolder)(dirname(file));
  await probeFolder(dirname(file));
  for (const path of [recordPath(paths, port), logPath(paths, port), paths.lastOptions]) {
    await mustBeReplaceable(path);
  }
  const { predecessor = [] } = plan;
  await rehearseSqliteStore(file, { inUse: store !== undefined || predecessor.includes(port) });
}

async function mustBeReplaceable(path: string): Promise<void> {
  const info = await Deno.lstat(path).catch(() => null);
  if (info === null || !info.isDirectory) return;
  throw new UserError(`Cannot write ${path}`, {
    code: "failed",
    reason: "A folder is in the place of the file",
    hint: "Move it out of the way",
  });
}
