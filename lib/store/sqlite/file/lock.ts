import { DatabaseSync } from "node:sqlite";
import { namesOfFile } from "./real_names.ts";

/** Another process holds the store's lock. */
class StoreLockedError extends Error {
  override readonly name = "StoreLockedError";
}

/** A held lock. */
export interface StoreLock {
  release(): void;
}

/**
 * Takes the lock of a store, without waiting. It ends with the process, however that ends. A file
 * with several names is locked by each of them.
 *
 * A second small database is the lock, held by an open exclusive transaction: Deno 2.6 has no
 * `tryLock`, its `lock` would wait for ever, and a lock on the store itself would shut out readers.
 *
 * @param path the real one
 * @throws {StoreLockedError} when somebody else holds it
 * @throws {UnknownNameError} when it is not known by what other name somebody may hold it
 */
export function takeLock(path: string): StoreLock {
  const held: StoreLock[] = [];
  const release = () => held.forEach((lock) => lock.release());
  try {
    for (const name of namesOfFile(path)) held.push(lockName(name));
    return { release };
  } catch (error) {
    release();
    throw error;
  }
}

function lockName(path: string): StoreLock {
  const database = new DatabaseSync(`${path}.lock`);
  try {
    database.exec("PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (error instanceof Error && error.message.includes("locked")) {
      throw new StoreLockedError(`Another process writes to ${path}`);
    }
    throw error;
  }
  return { release: () => database.close() };
}
