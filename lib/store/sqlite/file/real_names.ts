import { basename } from "@std/path/basename";
import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { resolve } from "@std/path/resolve";

/** The file of a store has a name that cannot be found, by which somebody else may write to it. */
class UnknownNameError extends Error {
  override readonly name = "UnknownNameError";
}

/**
 * The path that a store really has, whatever links lead to it. The file need not exist.
 *
 * @throws {Error} when a part of the path cannot be followed
 */
export function realStorePath(path: string): string {
  const whole = resolve(path);
  try {
    return Deno.realPathSync(whole);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const target = linkTarget(whole);
  if (target !== null) return realStorePath(resolve(dirname(whole), target));
  try {
    return join(Deno.realPathSync(dirname(whole)), basename(whole));
  } catch (error) {
    // The folder is made later.
    if (error instanceof Deno.errors.NotFound) return whole;
    throw error;
  }
}

function linkTarget(path: string): string | null {
  try {
    return Deno.readLinkSync(path);
  } catch {
    return null;
  }
}

/**
 * All names of a store's file, in one order for all who ask: hard links make several.
 *
 * @throws {UnknownNameError} when one of them is not in the same folder
 */
export function namesOfFile(path: string): readonly string[] {
  const info = infoOf(path);
  const count = info?.nlink ?? 1;
  if (info === null || info.ino === null || count <= 1) return [path];
  const folder = dirname(path);
  const names = Array.from(Deno.readDirSync(folder), ({ name }) => join(folder, name))
    .filter((name) => isSame(infoOf(name), info))
    .sort();
  if (names.length >= count) return names;
  throw new UnknownNameError(
    `${path} is a hard link, and ${count - names.length} of its names are in other folders`,
  );
}

/** Facts about a file that is no symbolic link; `null` where there is none. */
function infoOf(path: string): Deno.FileInfo | null {
  try {
    const info = Deno.lstatSync(path);
    return info.isFile ? info : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function isSame(one: Deno.FileInfo | null, other: Deno.FileInfo): boolean {
  return one !== null && one.ino === other.ino && one.dev === other.dev;
}
