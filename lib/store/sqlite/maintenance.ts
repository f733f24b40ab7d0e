import type { Retention, RetentionOutcome } from "./retention.ts";

/** What maintenance works on, and the parts of the world that it needs. */
export interface MaintenanceParts {
  /** Indexes some events; answers how many still wait. */
  index(): Promise<number>;
  /** Deletes some of what is no longer kept. */
  retain(retention: Retention, now: number): Promise<RetentionOutcome>;
  readonly retention: Retention;
  /** Whether somebody waits for a commit. */
  isBusy(): boolean;
  /** Told how many events were deleted. */
  deleted(count: number): void;
  /** Told of a step that failed; the next one is tried later. */
  failed(error: unknown): void;
  /** ms since 1970, UTC. */
  now(): number;
  /** Resolves after so many ms. */
  pause(ms: number): Promise<void>;
}

/** While there is something to commit indexing waits, unless so many events lie behind: */
const MOST_BEHIND = 2000;
/** then there is so much time, in ms, for commits between two steps. */
const BETWEEN_STEPS_MS = 10;
const BETWEEN_RETENTIONS_MS = 60_000;

/**
 * Does the store's housework in small steps between commits: the index of words, and deleting
 * what is no longer kept.
 */
export class Maintenance {
  readonly #parts: MaintenanceParts;
  #running: Promise<void> | undefined;
  #behind = 0;
  #nextRetention = 0;
  #isEnded = false;

  constructor(parts: MaintenanceParts) {
    this.#parts = parts;
  }

  /** Goes on with the work, if there is any; to be called after each commit and now and then. */
  poke(committed = 0): void {
    this.#behind += committed;
    this.#running ??= this.#run().finally(() => this.#running = undefined);
  }

  /** Ends after the current step. */
  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (this.#mayIndex()) {
        this.#behind = await this.#parts.index();
        if (this.#behind === 0) break;
        if (this.#parts.isBusy()) await this.#parts.pause(BETWEEN_STEPS_MS);
      }
      await this.#retain();
    } catch (error) {
      this.#parts.failed(error);
    }
  }

  #mayIndex(): boolean {
    return !this.#isEnded && (this.#behind > MOST_BEHIND || !this.#parts.isBusy());
  }

  async #retain(): Promise<void> {
    const now = this.#parts.now();
    if (now < this.#nextRetention) return;
    this.#nextRetention = now + BETWEEN_RETENTIONS_MS;
    for (let more = true; more && !this.#isEnded;) {
      const outcome = await this.#parts.retain(this.#parts.retention, now);
      if (outcome.deleted > 0) this.#parts.deleted(outcome.deleted);
      more = outcome.more;
    }
  }
}
