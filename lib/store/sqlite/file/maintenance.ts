import type { Clock } from "../../../clock.ts";
import type { Retention, RetentionOutcome } from "./retention.ts";

/** What maintenance works on, and the parts of the world that it needs. */
export interface MaintenanceParts {
  /** Saves some events of a damaged store; answers whether there are more. */
  salvage(): Promise<boolean>;
  /** Recalls some of what earlier runs stored; answers whether there is more. */
  recall(): Promise<boolean>;
  /** Indexes some events; answers how many still wait. */
  index(): Promise<number>;
  /** Deletes some of what is no longer kept. */
  retain(retention: Retention): Promise<RetentionOutcome>;
  readonly retention: Retention;
  /** Whether somebody waits for a commit. */
  isBusy(): boolean;
  /** Called with how many events were deleted. */
  deleted(count: number): void;
  /** Called with a step that failed; the next one is tried later. */
  failed(error: unknown): void;
  readonly clock: Pick<Clock, "elapsed" | "later">;
}

/** So many events are worth a step: the index takes to one event as long as to ten. */
const STEP_AT_EVENTS = 500;
/** Fewer are indexed when nothing was committed for so long, in ms. */
const QUIET_MS = 300;
/** While there is something to commit indexing waits, unless so many events lie behind: */
const MAX_BEHIND = 50_000;
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
  #cancel: () => void = () => {};

  constructor(parts: MaintenanceParts) {
    this.#parts = parts;
  }

  /** Events were committed: indexes them soon, all the sooner the more they are. */
  committed(count: number): void {
    this.#behind += count;
    this.#cancel();
    if (this.#behind >= STEP_AT_EVENTS) this.work();
    else if (!this.#isEnded) this.#cancel = this.#parts.clock.later(QUIET_MS, () => this.work());
  }

  /** Does what there is to do; to be called at the beginning and now and then. */
  work(): void {
    this.#running ??= this.#run().finally(() => this.#running = undefined);
  }

  /** Ends after the current step. */
  async end(): Promise<void> {
    this.#isEnded = true;
    this.#cancel();
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      // Indexing goes by ids, and what is saved has the lowest.
      while (!this.#isEnded && await this.#parts.salvage()) await this.#makeWay();
      while (!this.#isEnded && await this.#parts.recall()) await this.#makeWay();
      while (this.#mayIndex()) {
        this.#behind = await this.#parts.index();
        if (this.#behind === 0) break;
        await this.#makeWay();
      }
      await this.#retain();
    } catch (error) {
      this.#parts.failed(error);
    }
  }

  #mayIndex(): boolean {
    return !this.#isEnded && (this.#behind > MAX_BEHIND || !this.#parts.isBusy());
  }

  /** Leaves time for commits, if any wait. */
  async #makeWay(): Promise<void> {
    if (!this.#parts.isBusy()) return;
    await new Promise<void>((resolve) => this.#parts.clock.later(BETWEEN_STEPS_MS, resolve));
  }

  async #retain(): Promise<void> {
    const now = this.#parts.clock.elapsed();
    if (now < this.#nextRetention) return;
    this.#nextRetention = now + BETWEEN_RETENTIONS_MS;
    for (let more = true; more && !this.#isEnded;) {
      const outcome = await this.#parts.retain(this.#parts.retention);
      if (outcome.deleted > 0) this.#parts.deleted(outcome.deleted);
      more = outcome.more;
    }
  }
}
