/** What became of the files of an open store: `log` or `gone` says what was removed or replaced. */
export type FilesState = "same" | "log" | "gone";

/** By what a file is known, whatever its name is. */
interface Identity {
  readonly ino: number | null;
  readonly dev: number;
}

/**
 * Knows whether the files that a store has open are those at its path. What is written to a removed
 * file is lost with the process, and nobody else ever sees it.
 */
export class StoreFiles {
  readonly #path: string;
  readonly #main: Identity | null;
  #log: Identity | null;

  /** To be made right after the store was opened. */
  constructor(path: string) {
    this.#path = path;
    this.#main = identityOf(path);
    this.#log = identityOf(`${path}-wal`);
  }

  /** Compares; to be called after a commit and before it is announced. */
  check(): FilesState {
    if (!isSame(this.#main, identityOf(this.#path))) return "gone";
    const log = identityOf(`${this.#path}-wal`);
    // SQLite makes it with the first write.
    if (this.#log === null) this.#log = log;
    return isSame(this.#log, log) ? "same" : "log";
  }

  /** Removes what belongs to a store that has gone: a new one must not take it for its own. */
  removeRest(): void {
    if (this.#log === null || !isSame(this.#log, identityOf(`${this.#path}-wal`))) return;
    for (const end of ["-wal", "-shm"]) {
      try {
        Deno.removeSync(this.#path + end);
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    }
  }
}

function identityOf(path: string): Identity | null {
  try {
    const { ino, dev } = Deno.lstatSync(path);
    return { ino, dev };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return null;
    }
    throw error;
  }
}

/** Where files have no number, they cannot be told apart; there open ones cannot be removed. */
function isSame(known: Identity | null, now: Identity | null): boolean {
  if (known === null || now === null) return known === now;
  return known.ino === null || (known.ino === now.ino && known.dev === now.dev);
}
