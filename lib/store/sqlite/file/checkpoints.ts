import type { Clock } from "../../../clock.ts";
import type { Checkpoint } from "./keeper.ts";

/** What checkpoints need of the store. */
export interface CheckpointParts {
  /** Moves what is in the log of writes into the store's file, beside the writer. */
  checkpoint(): Promise<Checkpoint>;
  /** Empties the log while no commit is at work; commits wait for it. False: it is still needed. */
  empty(): Promise<boolean>;
  /** Called with a checkpoint that failed; the next one is tried later. */
  failed(error: unknown): void;
  readonly clock: Pick<Clock, "later">;
}

/** So many pages in the log are worth a checkpoint: 16 MB. */
const CHECKPOINT_AT_PAGES = 4000;
/** Fewer are moved after this time, in ms. */
const QUIET_MS = 10_000;
/** The log begins anew only when all of it was moved and nothing was written meanwhile. */
const TRIES = 3;
/** A log of so many pages, 64 MB, begins anew even if commits must wait for that some ms. */
const MAX_PAGES = 16_000;

/**
 * Moves what was written from the log to the store's file, in a thread of its own: it waits for
 * the disk, and no commit waits for it.
 */
export class Checkpoints {
  readonly #parts: CheckpointParts;
  #pages = 0;
  #writes = 0;
  #most = MAX_PAGES;
  #running: Promise<void> | undefined;
  #isEnded = false;
  #cancel: (() => void) | undefined;

  constructor(parts: CheckpointParts) {
    this.#parts = parts;
  }

  /** Something was written, of about so many pages. */
  wrote(pages: number): void {
    this.#writes += 1;
    this.#pages += pages;
    if (this.#isEnded || this.#running !== undefined) return;
    if (this.#pages >= CHECKPOINT_AT_PAGES) this.#begin();
    else this.#cancel ??= this.#parts.clock.later(QUIET_MS, () => this.#begin());
  }

  /** Ends after the checkpoint that is at work. */
  async end(): Promise<void> {
    this.#isEnded = true;
    this.#cancel?.();
    await this.#running;
  }

  #begin(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      if (this.#pages > 0) this.wrote(0);
    });
  }

  async #run(): Promise<void> {
    try {
      let log = 0;
      for (let tries = 0; tries < TRIES && !this.#isEnded; tries++) {
        const outcome = await this.#move();
        if (outcome === undefined) return;
        log = outcome;
      }
      if (log < this.#most || this.#isEnded) return;
      // Some reader may still need the log: then the next try comes only when it has grown.
      this.#most = await this.#parts.empty() ? MAX_PAGES : log + MAX_PAGES;
    } catch (error) {
      this.#parts.failed(error);
    }
  }

  /** Moves what there is; returns the pages of the log, unless it begins anew with the next. */
  async #move(): Promise<number | undefined> {
    const before = this.#writes;
    this.#pages = 0;
    const { log, checkpointed } = await this.#parts.checkpoint();
    if (this.#writes !== before || checkpointed < log) return log;
    this.#most = MAX_PAGES;
    return undefined;
  }
}
