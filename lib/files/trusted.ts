import { UserError } from "../user_error.ts";
import { fileProblem, folderProblem, type Owned, type User } from "./ownership.ts";

/** So often a file that is being replaced is looked at again. */
const TRIES = 5;

/** The user that this process runs as. */
export function currentUser(): User {
  return Deno.build.os === "windows" ? null : Deno.uid();
}

/**
 * Makes sure that a folder is ours before anything in it is believed or written.
 *
 * @returns its facts; `null` where there is none
 * @throws {UserError} when it is not ours, or may not be looked at
 */
export function mustBeOwnFolder(path: string): Owned | null {
  const found = lookAtFolder(path);
  if (found === null) return null;
  const { link, info } = found;
  // A file in its place is another failure, which whoever wants to use it tells.
  if (!info.isDirectory) return null;
  const user = currentUser();
  const problem = folderProblem(link, user) ?? folderProblem(info, user);
  if (problem === null) return info;
  throw new UserError(`Refused to use the folder ${path}`, {
    code: "permissionDenied",
    reason: problem,
    hint: /may write/.test(problem)
      ? `Look at what is in it, then type: chmod -R go-w '${path}'`
      : "Set MPM_MONITOR_HOME to a folder of your own, or remove this one",
  });
}

/** What is at the path of a folder: itself, and what it is a link to. */
function lookAtFolder(path: string): { link: Deno.FileInfo; info: Deno.FileInfo } | null {
  try {
    const link = lstatIfThere(path);
    return link === null ? null : { link, info: link.isSymlink ? Deno.statSync(path) : link };
  } catch (error) {
    const isDenied = error instanceof Deno.errors.PermissionDenied ||
      error instanceof Deno.errors.NotCapable;
    if (!isDenied) throw error;
    throw new UserError(`Cannot read the state folder ${path}`, {
      code: "permissionDenied",
      reason: "Permission denied",
      hint: "Set MPM_MONITOR_HOME to a folder of your own",
      cause: error,
    });
  }
}

/**
 * Makes sure that a file is ours before it is believed or written.
 *
 * @returns its facts; `null` where there is none
 * @throws {UserError} when it is not ours
 */
function mustBeOwnFile(path: string): Deno.FileInfo | null {
  const info = lstatIfThere(path);
  if (info === null) return null;
  const problem = fileProblem(info, currentUser());
  if (problem !== null) throw refusal(problem, path);
  return info;
}

/**
 * Opens a file of ours; it is the very file that was looked at, and no link in its place.
 *
 * @throws {UserError} when it is not ours
 * @throws {Deno.errors.NotFound} when it is to be read and there is none
 */
export function openOwnFile(path: string, options: Deno.OpenOptions): Deno.FsFile {
  for (let tries = 0; tries < TRIES; tries++) {
    mustBeOwnFile(path);
    const file = Deno.openSync(path, options);
    // Our own files are replaced by others of the same name now and then.
    if (isStill(file, path)) return file;
    file.close();
  }
  throw refusal("Another file takes its place again and again", path);
}

/** Whether the open file is the one at its path, and ours. */
function isStill(file: Deno.FsFile, path: string): boolean {
  try {
    const there = mustBeOwnFile(path);
    const { ino, dev } = file.statSync();
    return there !== null && there.ino === ino && there.dev === dev;
  } catch (error) {
    file.close();
    throw error;
  }
}

/**
 * Reads a text file of ours; `null` where there is none.
 *
 * @throws {UserError} when it is not ours
 */
export function readOwnText(path: string): string | null {
  using file = openIfThere(path);
  if (file === null) return null;
  const bytes = new Uint8Array(file.statSync().size);
  let done = 0;
  for (; done < bytes.length;) {
    const read = file.readSync(bytes.subarray(done));
    if (read === null) break;
    done += read;
  }
  return new TextDecoder().decode(bytes.subarray(0, done));
}

function openIfThere(path: string): Deno.FsFile | null {
  try {
    return openOwnFile(path, { read: true });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return null;
    }
    throw error;
  }
}

function refusal(problem: string, path: string): UserError {
  return new UserError(`Refused to use the file ${path}`, {
    code: "permissionDenied",
    reason: problem,
    hint: "Look at who put it there, and remove it",
  });
}

function lstatIfThere(path: string): Deno.FileInfo | null {
  try {
    return Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return null;
    }
    throw error;
  }
}
