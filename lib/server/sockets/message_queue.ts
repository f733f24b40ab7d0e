/** What a {@linkcode MessageQueue} can do to its connection. */
export interface MessageQueueParts {
  /** Stops reading from it. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Called with a task that failed. */
  readonly onFailure: (failure: unknown) => void;
}

interface Task {
  readonly run: () => Promise<void>;
  readonly length: number;
}

/** So many tasks are at work at once; the others wait, so that other connections have their turns. */
const AT_ONCE = 16;
/** At so many tasks the connection is read no further, until half of them are done. */
const PAUSE_AT = 256;
/** The same with so many UTF-16 units of what they say. */
const PAUSE_AT_LENGTH = 1024 * 1024;
/** What had been read by then, and what comes by polling, is taken up to this many. */
const MAX_WAITING = 10_000;

/**
 * The messages of one connection: a client that sends faster than they can be stored is read no
 * faster, so that it fills no memory and keeps nobody else waiting.
 */
export class MessageQueue {
  readonly #parts: MessageQueueParts;
  #waiting: Task[] = [];
  /** Of all that wait or are at work. */
  #length = 0;
  #next = 0;
  #atWork = 0;
  #paused = false;

  constructor(parts: MessageQueueParts) {
    this.#parts = parts;
  }

  /**
   * Runs a task when its turn has come; `false` where too many wait already.
   *
   * @param length UTF-16 units that it keeps in memory, where that is much
   */
  run(run: () => Promise<void>, length = 0): boolean {
    if (this.#count >= MAX_WAITING) return false;
    this.#waiting.push({ run, length });
    this.#length += length;
    if ((this.#count >= PAUSE_AT || this.#length >= PAUSE_AT_LENGTH) && !this.#paused) {
      this.#paused = true;
      this.#parts.pause();
    }
    this.#work();
    return true;
  }

  get #count(): number {
    return this.#waiting.length - this.#next + this.#atWork;
  }

  #work(): void {
    while (this.#atWork < AT_ONCE) {
      const task = this.#waiting[this.#next];
      if (task === undefined) break;
      this.#next++;
      this.#atWork++;
      void task.run().catch(this.#parts.onFailure).finally(() => this.#done(task.length));
    }
    // What has begun is let go of now and then, and not by moving all that waits each time.
    if (this.#next < PAUSE_AT && this.#next < this.#waiting.length) return;
    this.#waiting = this.#waiting.slice(this.#next);
    this.#next = 0;
  }

  #done(length: number): void {
    this.#atWork--;
    this.#length -= length;
    this.#work();
    if (!this.#paused || this.#count > PAUSE_AT / 2 || this.#length >= PAUSE_AT_LENGTH) return;
    this.#paused = false;
    this.#parts.resume();
  }
}
