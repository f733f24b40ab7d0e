/** Reading and replacing the files of an integration. */
import { dirname } from "@std/path/dirname";
import { systemCode } from "../instance/home/files.ts";
import { UserError } from "../user_error.ts";
import type { FileText } from "./plan.ts";

/**
 * Reads a text file.
 *
 * @returns `null` where there is none
 * @throws {UserError} when it cannot be read, or is no text
 */
export async function readText(path: string): Promise<FileText> {
  try {
    // What is not UTF-8 could not be written back as it was.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
      .decode(await Deno.readFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw cannot("read", path, error);
  }
}

/**
 * Replaces a text file in one step, through links to where it really is, or removes it. The folder
 * is made where it is missing.
 *
 * @param change `now` is what the file held when the change was decided
 * @throws {UserError} when it cannot be written, is read-only, or holds something else by now
 */
export async function replaceText(
  path: string,
  change: { readonly now: FileText; readonly next: FileText },
): Promise<void> {
  const target = await realPath(path);
  if (await readText(target) !== change.now) {
    throw new UserError(`Cannot change ${path}`, {
      code: "failed",
      reason: "Somebody else is changing it at this moment",
      hint: "Run the same command again",
    });
  }
  const mode = await writableMode(target, path);
  if (change.next === null) {
    await Deno.remove(target).catch((error) => fail("remove", path, error));
    return;
  }
  const draft = `${target}.${crypto.randomUUID()}.tmp`;
  try {
    await Deno.mkdir(dirname(target), { recursive: true });
    await Deno.writeTextFile(draft, change.next, { createNew: true });
    if (mode !== null) await Deno.chmod(draft, mode);
    await Deno.rename(draft, target);
  } catch (error) {
    await Deno.remove(draft).catch(() => {});
    fail("write", path, error);
  }
}

/** Removes a folder, if nothing is in it. */
export async function removeIfEmpty(folder: string): Promise<void> {
  await Deno.remove(folder).catch(() => {});
}

async function realPath(path: string): Promise<string> {
  return await Deno.realPath(path).catch(() => path);
}

/** A rename would replace a file that its owner has made read-only: what they want counts. */
async function writableMode(target: string, path: string): Promise<number | null> {
  const mode = await Deno.stat(target).then((info) => info.mode, () => null);
  if (mode === null) return null;
  if ((mode & 0o200) === 0) {
    throw new UserError(`Cannot write ${path}`, {
      code: "permissionDenied",
      reason: "It is read-only",
      hint: `Make it writable: chmod u+w ${path}`,
    });
  }
  return mode & 0o777;
}

function fail(action: string, path: string, error: unknown): never {
  throw cannot(action, path, error);
}

function cannot(action: string, path: string, error: unknown): UserError {
  const code = systemCode(error);
  const denied = code === "EACCES" || code === "EPERM" || code === "EROFS";
  const reason = error instanceof TypeError
    ? "It is not UTF-8 text"
    : error instanceof Error
    ? error.message
    : String(error);
  return new UserError(`Cannot ${action} ${path}`, {
    code: denied ? "permissionDenied" : "failed",
    reason: denied ? "Permission denied" : reason,
    cause: error,
  });
}
