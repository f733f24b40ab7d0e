import type { Clock } from "../../../clock.ts";

/** What a check in the background needs of the store. */
export interface BackgroundCheckParts {
  /** Reads some ms of the store; answers whether there is more to read. Throws what is broken. */
  check(): Promise<boolean>;
  /** Called with what went wrong. */
  failed(error: unknown): void;
  readonly clock: Pick<Clock, "later">;
}

/** A start has other things to do first. */
const BEGIN_MS = 5000;
/** The check takes about a tenth of one core, and a million events some minutes. */
const PAUSE_MS = 50;

/** Reads all of a store once, in small steps with pauses between them. */
export class BackgroundCheck {
  readonly #parts: BackgroundCheckParts;
  #cancel: () => void;
  #running: Promise<void> = Promise.resolve();
  #isEnded = false;

  constructor(parts: BackgroundCheckParts) {
    this.#parts = parts;
    this.#cancel = parts.clock.later(BEGIN_MS, () => this.#begin());
  }

  /** Ends after the step that is at work. */
  async end(): Promise<void> {
    this.#isEnded = true;
    this.#cancel();
    await this.#running;
  }

  #begin(): void {
    this.#running = this.#step();
  }

  async #step(): Promise<void> {
    try {
      const isMore = await this.#parts.check();
      if (isMore && !this.#isEnded) {
        this.#cancel = this.#parts.clock.later(PAUSE_MS, () => this.#begin());
      }
    } catch (error) {
      this.#parts.failed(error);
    }
  }
}
