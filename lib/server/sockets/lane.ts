/** What a {@linkcode Lane} can do to its connection. */
export interface LaneParts {
  /** Stops reading from it. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Told of a task that failed. */
  readonly onFailure: (failure: unknown) => void;
}

/** At so many tasks the connection is read no further, until half of them are done. */
const MOST = 256;
/** What had been read by then, and what comes by polling, is taken up to this many. */
const LIMIT = 10_000;

/**
 * The messages of one connection that are at work: a client that sends faster than they can be
 * stored is read no faster, so that it fills no memory and the others get their turns.
 */
export class Lane {
  readonly #parts: LaneParts;
  #atWork = 0;
  #paused = false;

  constructor(parts: LaneParts) {
    this.#parts = parts;
  }

  /** Runs a task; `false` where there are too many already. */
  run(task: () => Promise<void>): boolean {
    if (this.#atWork >= LIMIT) return false;
    this.#atWork++;
    if (this.#atWork >= MOST && !this.#paused) {
      this.#paused = true;
      this.#parts.pause();
    }
    void task().catch(this.#parts.onFailure).finally(() => this.#done());
    return true;
  }

  #done(): void {
    this.#atWork--;
    if (!this.#paused || this.#atWork > MOST / 2) return;
    this.#paused = false;
    this.#parts.resume();
  }
}
