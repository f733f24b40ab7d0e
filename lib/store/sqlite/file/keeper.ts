import { DatabaseSync, type StatementSync } from "node:sqlite";
import { markSuspect } from "./files.ts";
import { readEverything } from "./integrity.ts";
import { isDamage } from "./open_database.ts";

/** A step of the check takes about so long, in ms: a checkpoint may have to wait behind it. */
const CHECK_MS = 5;

/** What one checkpoint came to, in pages. */
export interface Checkpoint {
  /** Pages in the log of writes. */
  readonly log: number;
  /** How many of them are in the store's file now. */
  readonly checkpointed: number;
}

/**
 * A connection for housework that the writer must not wait for. It blocks its thread, so it lives
 * in a worker.
 */
export class StoreKeeper {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #checkpoint: StatementSync;
  #reading: Generator<void, void, void> | undefined;

  constructor(path: string) {
    this.#path = path;
    this.#database = new DatabaseSync(path);
    this.#database.exec("PRAGMA busy_timeout = 5000; PRAGMA wal_autocheckpoint = 0");
    // Passive: neither writers nor readers wait for it.
    this.#checkpoint = this.#database.prepare("PRAGMA wal_checkpoint(PASSIVE)");
  }

  /** Moves pages from the log of writes into the store's file, and has both on the disk. */
  checkpoint(): Checkpoint {
    const { log, checkpointed } = this.#checkpoint.get() ?? {};
    return { log: Number(log ?? 0), checkpointed: Number(checkpointed ?? 0) };
  }

  /**
   * Reads some more of the store; whether there is still more. Damage leaves a note for the next
   * start.
   *
   * @throws {Error} when it is damaged
   */
  check(): boolean {
    const end = performance.now() + CHECK_MS;
    try {
      this.#reading ??= readEverything(this.#database);
      do {
        if (this.#reading.next().done) return false;
      } while (performance.now() < end);
      return true;
    } catch (error) {
      if (isDamage(error)) markSuspect(this.#path);
      throw error;
    }
  }

  close(): void {
    this.#database.close();
  }
}
