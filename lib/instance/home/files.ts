import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { lookup } from "../../events/lookup.ts";
import { currentUser, mustBeOwnFolder, readOwnText } from "../../files/trusted.ts";
import { type ErrorCode, UserError } from "../../user_error.ts";
import { HOME_VARIABLE } from "./paths.ts";

/**
 * Makes a folder that only its owner can enter, with its parents. One of ours that others can enter
 * is closed to them.
 *
 * @throws {UserError} when that is not possible, or the folder is not ours
 */
export async function ensurePrivateFolder(path: string): Promise<void> {
  mustBeOwnFolder(path);
  await ensureFolder(path);
  const info = mustBeOwnFolder(path);
  if (info === null || info.mode === null || info.uid !== currentUser()) return;
  if ((info.mode & FOR_OTHERS) !== 0) await Deno.chmod(path, OWN_FOLDER);
}

const OWN_FOLDER = 0o700;
const FOR_OTHERS = 0o077;

/**
 * Makes a folder that may be anybody's, with its parents.
 *
 * @throws {UserError} when that is not possible
 */
export async function ensureFolder(path: string): Promise<void> {
  try {
    await Deno.mkdir(path, { recursive: true, mode: OWN_FOLDER });
  } catch (error) {
    throw asWriteError(path, error);
  }
}

/**
 * Replaces a file in one step: readers see the old text or the new one, never a part. Only its
 * owner can read it.
 *
 * @throws {UserError} when it cannot be written; then the old file is untouched
 */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  const draft = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    await Deno.writeTextFile(draft, text, { mode: 0o600, createNew: true });
    await Deno.rename(draft, path);
  } catch (error) {
    await Deno.remove(draft).catch(() => {});
    throw asWriteError(dirname(path), error);
  }
}

/** Bytes that tell whether a disk still takes any. */
const PROBE = " ".repeat(4096);

/**
 * Proves that a folder takes files, by one that is removed at once.
 *
 * @throws {UserError} when it does not
 */
export async function probeFolder(path: string): Promise<void> {
  const probe = join(path, `.probe-${crypto.randomUUID()}`);
  try {
    await Deno.writeTextFile(probe, PROBE, { mode: 0o600, createNew: true });
  } catch (error) {
    throw asWriteError(path, error);
  } finally {
    await Deno.remove(probe).catch(() => {});
  }
}

/**
 * Reads a text file of ours; `null` where there is none.
 *
 * @throws {UserError} when it may not be read, or is not ours
 */
export function readIfThere(path: string): Promise<string | null> {
  try {
    return Promise.resolve(readOwnText(path));
  } catch (error) {
    return Promise.reject(asReadError(dirname(path), error));
  }
}

/** Turns a refusal to read below the state folder into one that tells a person what to do. */
export function asReadError(folder: string, error: unknown): unknown {
  const denied = error instanceof Deno.errors.PermissionDenied ||
    error instanceof Deno.errors.NotCapable;
  if (!denied) return error;
  return new UserError(`Cannot read the state folder ${folder}`, {
    code: "permissionDenied",
    reason: "Permission denied",
    hint: `Set ${HOME_VARIABLE} to a folder of your own`,
    cause: error,
  });
}

/** Whether a failure says that there is nothing of this name. */
export function isAbsent(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory;
}

/** Removes a file; it does not matter when it is gone already. */
export async function removeIfThere(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
}

const REASONS: Readonly<Record<string, { code: ErrorCode; reason: string }>> = {
  EACCES: { code: "permissionDenied", reason: "Permission denied" },
  EPERM: { code: "permissionDenied", reason: "Permission denied" },
  EROFS: { code: "permissionDenied", reason: "The file system is read-only" },
  ENOSPC: { code: "failed", reason: "The disk is full" },
  EDQUOT: { code: "failed", reason: "The disk quota is used up" },
  ENOTDIR: { code: "failed", reason: "A part of the path is a file, not a folder" },
  EEXIST: { code: "failed", reason: "A file is in the place of the folder" },
};

/** Turns a failure to write below the state folder into one that tells a person what to do. */
export function asWriteError(folder: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  const code = systemCode(error);
  const known = code === undefined ? undefined : lookup(REASONS, code);
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError(`Cannot write to the state folder ${folder}`, {
    code: known?.code ?? "failed",
    reason: known?.reason ?? reason,
    hint: `Make it writable, or set ${HOME_VARIABLE} to a folder that is`,
    cause: error,
  });
}

/** A failure of the system in plain words, where it is one that people meet. */
export function systemReason(error: unknown): string | undefined {
  const code = systemCode(error);
  return code === undefined ? undefined : lookup(REASONS, code)?.reason;
}

/** The system's own name of a failure, such as `EACCES`, where there is one. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
