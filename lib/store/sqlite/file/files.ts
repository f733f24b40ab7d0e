import { dirname } from "@std/path/dirname";
import { ownerProblem } from "../../../files/ownership.ts";
import { currentUser } from "../../../files/trusted.ts";

/** Files that SQLite keeps beside a database. */
const COMPANIONS = ["-wal", "-shm"];

/** Beside a store: damage was found in it while it was in use. */
const SUSPECT = ".suspect";

/** Leaves a note that a store is damaged, for the next start. */
export function markSuspect(path: string): void {
  Deno.writeTextFileSync(path + SUSPECT, "Damage was found in this event store\n", { mode: 0o600 });
}

/** Whether damage was found in a store while it was in use. */
export function isSuspect(path: string): boolean {
  try {
    return Deno.statSync(path + SUSPECT).isFile;
  } catch {
    return false;
  }
}

/** A file of the store, or in the place of one, is a link or somebody else's. */
class ForeignFileError extends Error {
  override readonly name = "ForeignFileError";
}

/**
 * Makes the store's folder and file, readable by their owner only.
 *
 * @throws {ForeignFileError} when one of its files is not ours
 */
export function prepareFiles(path: string): void {
  Deno.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  for (const end of ["", ".lock", SUSPECT, ...COMPANIONS]) mustBeOurs(path + end);
  for (const file of [path, `${path}.lock`]) makeFile(file);
}

/**
 * Makes a file beside the store, readable by its owner only.
 *
 * @throws {ForeignFileError} when what is there is not ours
 */
export function prepareFile(path: string): void {
  for (const end of ["", ...COMPANIONS]) mustBeOurs(path + end);
  makeFile(path);
}

/** SQLite gives its own files beside this one the same mode. */
function makeFile(file: string): void {
  Deno.openSync(file, { create: true, write: true, mode: 0o600 }).close();
  if (Deno.build.os !== "windows") Deno.chmodSync(file, 0o600);
}

/** Removes a database with the files that SQLite keeps beside it, those first. */
export function removeDatabase(path: string): void {
  removeCompanions(path);
  removeIfThere(path);
}

/** Removes the files that SQLite keeps beside a database; nothing of it may stand in them alone. */
export function removeCompanions(path: string): void {
  for (const end of COMPANIONS) removeIfThere(path + end);
}

function removeIfThere(file: string): void {
  try {
    Deno.removeSync(file);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function mustBeOurs(file: string): void {
  try {
    const info = Deno.lstatSync(file);
    const problem = info.isSymlink ? "It is a symbolic link" : ownerProblem(info, currentUser());
    if (problem !== null) throw new ForeignFileError(`${problem}: ${file}`);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/**
 * Renames a damaged store, with a time stamp, so that a new one can take its place.
 *
 * @returns where it is now
 */
export function setAside(path: string, now: Date): string {
  const stamp = now.toISOString().replaceAll(/[-:.]/g, "");
  const aside = `${path}.damaged-${stamp}`;
  Deno.renameSync(path, aside);
  for (const companion of [...COMPANIONS, SUSPECT]) {
    try {
      Deno.renameSync(path + companion, aside + companion);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return aside;
}

/** Bytes that the store takes on disk. */
export async function bytesOnDisk(path: string): Promise<number> {
  const sizes = await Promise.all([path, ...COMPANIONS.map((end) => path + end)].map(sizeOf));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await Deno.stat(file)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}
