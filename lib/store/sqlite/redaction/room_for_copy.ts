import { statfsSync } from "node:fs";
import { dirname } from "@std/path/dirname";
import { UserError } from "../../../user_error.ts";
import { copyPath } from "./copy_file.ts";

/** Bytes that may still be written at a path; `null` where the system does not say. */
export type FreeSpace = (path: string) => number | null;

/** Asks the system how much room is left beside a file. */
export function freeSpace(path: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return Number(bavail) * Number(bsize);
  } catch {
    // What is too much is noticed by the writing.
    return null;
  }
}

/**
 * Makes sure that there is room for a copy of a store, before it is begun or gone on with. The copy
 * is taken to grow as large as the store.
 *
 * @throws {UserError} when there is not
 */
export function requireRoom(path: string, free: FreeSpace): void {
  const size = sizeOf(path) + sizeOf(`${path}-wal`);
  const copied = sizeOf(copyPath(path)) + sizeOf(`${copyPath(path)}-wal`);
  const needed = Math.max(0, size - copied);
  const room = free(path);
  if (room === null || room >= needed) return;
  throw new UserError(`Cannot redact the events in ${path}`, {
    code: "failed",
    reason: `A copy of it needs ${inMB(needed)} more, and its disk has ${inMB(room)} left`,
    hint: `Free ${inMB(needed - room)} there, and type 'mpm-monitor store redact' again`,
  });
}

function sizeOf(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch {
    return 0;
  }
}

function inMB(bytes: number): string {
  return `${(Math.ceil(bytes / 100_000) / 10).toFixed(1)} MB`;
}
