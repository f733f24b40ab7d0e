import { DatabaseSync } from "node:sqlite";
import { removeCompanions } from "../file/files.ts";
import { copyPath } from "./copy_file.ts";
import { RedactedCopy } from "./redacted_copy.ts";

/** Somebody reads the store, and needs its log of writes. */
class StoreInUseError extends Error {
  override readonly name = "StoreInUseError";
}

/** So long another program is waited for, in ms. */
const PATIENCE_MS = 1000;

/**
 * Puts the copy of a store into its place; to be called while nobody writes and its lock is held.
 * Until the last step the store is whole, and after it the copy is.
 *
 * @throws {Error} when that is not possible now; then the store is as it was
 */
export function exchangeForCopy(path: string): void {
  // A log of writes that outlived its store would be taken for the copy's.
  emptyLog(path);
  new RedactedCopy(path).complete();
  removeCompanions(path);
  Deno.renameSync(copyPath(path), path);
}

function emptyLog(path: string): void {
  const database = new DatabaseSync(path);
  try {
    database.exec(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
    const outcome = database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
    if (Number(outcome?.busy) !== 0) throw new StoreInUseError("Another program reads the store");
  } finally {
    database.close();
  }
}
