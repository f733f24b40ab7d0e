import { DatabaseSync } from "node:sqlite";
import { takeLock } from "./file/lock.ts";
import { isDamage, mustBeOurs } from "./file/open_database.ts";
import { openFailure } from "./file/open_failure.ts";
import { mustBeKnown } from "./file/schema.ts";

/** What is known of the store's writer. */
export interface RehearseOptions {
  /** Whether the writer of today is known, and will end first. */
  readonly inUse: boolean;
}

/**
 * Tries whether a store could be opened for writing, without doing so: another process may be
 * writing to it. A store that does not exist yet is fine.
 *
 * @throws {UserError} when it could not
 */
export async function rehearseSqliteStore(
  path: string,
  { inUse }: RehearseOptions,
): Promise<void> {
  try {
    for (const file of [path, `${path}-wal`, `${path}-shm`]) await mustBeWritable(file);
    if (!inUse) takeLock(path).release();
    if (await mustBeWritable(path)) mustOpen(path);
  } catch (error) {
    throw openFailure(path, error);
  }
}

/** @returns whether there is such a file */
async function mustBeWritable(path: string): Promise<boolean> {
  try {
    (await Deno.open(path, { read: true, write: true })).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function mustOpen(path: string): void {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    database.exec("PRAGMA busy_timeout = 1000");
    mustBeOurs(database, path);
    mustBeKnown(database);
  } catch (error) {
    // A damaged one is set aside when it is opened: that keeps no server from running.
    if (!isDamage(error)) throw error;
  } finally {
    database.close();
  }
}
