import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import {
  asWriteError,
  ensurePrivateFolder,
  readIfThere,
  writeFileAtomically,
} from "../instance/home/files.ts";
import { spoolPath, type StatePaths } from "../instance/home/paths.ts";
import { HOOK_SCRIPT, HOOK_SCRIPT_NAME } from "./hook_script.ts";

/**
 * Makes the spool of a port, which only its owner can enter, and the script that hooks read.
 *
 * @returns the spool's folder
 * @throws {UserError} when that is not possible
 */
export async function prepareSpool(
  paths: Pick<StatePaths, "home">,
  port: number,
): Promise<string> {
  const spool = spoolPath(paths, port);
  await ensurePrivateFolder(spool);
  if (Deno.build.os !== "windows") {
    // It may have been made by hand, or unpacked from a backup.
    for (const folder of [dirname(spool), spool]) {
      await Deno.chmod(folder, 0o700).catch((error) => {
        throw asWriteError(folder, error);
      });
    }
  }
  const script = join(paths.home, HOOK_SCRIPT_NAME);
  if (await readIfThere(script) !== HOOK_SCRIPT) await writeFileAtomically(script, HOOK_SCRIPT);
  return spool;
}
