import { openOwnFile } from "../../files/trusted.ts";
import { asWriteError, ensurePrivateFolder } from "./files.ts";
import type { StatePaths } from "./paths.ts";

/**
 * Waits for the lock of this state folder: `using lock = await takeLock(paths)`. It ends with its
 * process, whatever becomes of that.
 */
export async function takeLock(paths: StatePaths): Promise<Disposable> {
  await ensurePrivateFolder(paths.home);
  let file: Deno.FsFile;
  try {
    file = openOwnFile(paths.lock, { write: true, create: true, mode: 0o600 });
  } catch (error) {
    throw asWriteError(paths.home, error);
  }
  await file.lock(true);
  return file;
}
