import { DatabaseSync, type StatementSync } from "node:sqlite";

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
  readonly #database: DatabaseSync;
  readonly #checkpoint: StatementSync;

  constructor(path: string) {
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

  close(): void {
    this.#database.close();
  }
}
