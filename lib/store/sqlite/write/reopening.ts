import type { PackedRows } from "../rows/packed_rows.ts";
import type { AppendOutcome } from "./append_outcome.ts";

/** What {@linkcode Reopening} needs of the store. */
export interface ReopeningParts {
  append(rows: PackedRows): Promise<AppendOutcome>;
  /** Opens all connections anew, at the same path. */
  reopen(what: "log" | "gone"): Promise<void>;
}

/**
 * Commits, and sees to it that nothing is acknowledged that stands only in a removed file: when the
 * store's files turn out to be others, the store is opened anew and what was just written is written
 * again.
 */
export class Reopening {
  readonly #parts: ReopeningParts;
  #turn: Promise<unknown> = Promise.resolve();
  #generation = 0;
  #isBroken = false;

  constructor(parts: ReopeningParts) {
    this.#parts = parts;
  }

  /** Grows each time that the store was opened anew. */
  get generation(): number {
    return this.#generation;
  }

  /** The last try to open it anew failed. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Stores rows in the file that is at the store's path. */
  async commit(rows: PackedRows): Promise<AppendOutcome> {
    if (this.#isBroken) await this.reopen("gone");
    const generation = this.#generation;
    const outcome = await this.#parts.append(rows);
    const { files } = outcome;
    if (files === undefined) return outcome;
    await this.reopen(files, generation);
    if (files === "log") return outcome;
    const again = await this.#inTurn(() => this.#parts.append(rows));
    if (again.files === "gone") throw new Error("The store's file is removed again and again");
    return again;
  }

  /**
   * Opens the store anew, unless that was done since.
   *
   * @param generation what was current when it was found that the files are others
   * @throws {Error} when it cannot be opened; the next commit tries again
   */
  reopen(what: "log" | "gone", generation = this.#generation): Promise<void> {
    return this.#inTurn(async () => {
      if (generation !== this.#generation && !this.#isBroken) return;
      try {
        await this.#parts.reopen(what);
        this.#isBroken = false;
        this.#generation += 1;
      } catch (error) {
        this.#isBroken = true;
        throw error;
      }
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }
}
