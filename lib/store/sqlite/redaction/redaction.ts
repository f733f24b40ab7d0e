import type { Clock } from "../../../clock.ts";
import { UserError } from "../../../user_error.ts";
import { removeDatabase } from "../file/files.ts";
import { WorkerClient } from "../thread/worker_client.ts";
import type { RedactionProgress } from "../../store.ts";
import { copyPath } from "./copy_file.ts";
import { readRedaction } from "./read_redaction.ts";
import { type FreeSpace, freeSpace, requireRoom } from "./room_for_copy.ts";

/** What redacting what is stored needs of the store. */
export interface RedactionParts {
  readonly path: string;
  /** Puts the copy into the store's place. */
  exchange(): Promise<void>;
  readonly clock: Pick<Clock, "later">;
  /** How much room is left for the copy; asked of the system by default. */
  readonly freeSpace?: FreeSpace;
}

/** The copying thread ends when nobody has asked for more in this time, in ms. */
const IDLE_MS = 10_000;

/**
 * Replaces the secrets that an older release stored, for as long as somebody asks for more: in a
 * copy, by a thread of its own, which takes the store's place when it is complete. Whoever asks
 * again later goes on where it was left.
 */
export class Redaction {
  readonly #parts: RedactionParts;
  #copier: WorkerClient | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #cancel: () => void = () => {};
  #isClosed = false;

  constructor(parts: RedactionParts) {
    this.#parts = parts;
  }

  /**
   * Goes on for about so many ms.
   *
   * @param lastly done before the copy takes the store's place
   * @throws {UserError} when it is not possible now
   */
  step(ms: number, lastly = () => Promise.resolve()): Promise<RedactionProgress> {
    const result = this.#turn.then(() => this.#step(ms, lastly));
    this.#turn = result.catch(() => {});
    return result;
  }

  /** Ends the thread, if there is one; what was copied stays. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel();
    await this.#turn;
    await this.#endCopier();
  }

  async #step(ms: number, lastly: () => Promise<void>): Promise<RedactionProgress> {
    const { path, exchange, clock } = this.#parts;
    if (this.#isClosed) throw new UserError("The event store is closed", { code: "failed" });
    const state = readRedaction(path);
    if (state?.isDue === false) return { done: true, changed: 0, looked: 0, of: 0 };
    this.#cancel();
    try {
      const { isLevel, ...progress } = await (await this.#opened()).call("copy", ms);
      if (!isLevel) {
        this.#cancel = clock.later(IDLE_MS, () => void this.#endCopier());
        return { ...progress, done: false };
      }
      await this.#endCopier();
      await lastly();
      await exchange();
      return { ...progress, done: true };
    } catch (error) {
      await this.#endCopier();
      throw this.#failure(error);
    }
  }

  async #opened(): Promise<WorkerClient> {
    if (this.#copier !== undefined) return this.#copier;
    requireRoom(this.#parts.path, this.#parts.freeSpace ?? freeSpace);
    const copier = this.#copier = new WorkerClient();
    await copier.call("openCopy", this.#parts.path);
    return copier;
  }

  async #endCopier(): Promise<void> {
    const copier = this.#copier;
    this.#copier = undefined;
    await copier?.call("close").catch(() => {});
    copier?.end();
  }

  #failure(error: unknown): UserError {
    if (error instanceof UserError) return error;
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    const isFull = /disk is full|No space left/i.test(message);
    // The server itself needs that room.
    if (isFull) removeDatabase(copyPath(this.#parts.path));
    return new UserError(`Cannot redact the events in ${this.#parts.path}`, {
      code: "failed",
      reason: isFull ? "The disk is full" : message,
      hint: name === "StoreInUseError"
        ? "End what else reads the store ('export', say), and type 'mpm-monitor store redact' again"
        : "Mend that, and type 'mpm-monitor store redact' again",
      cause: error,
    });
  }
}
