/** What {@linkcode WrongAttempts} needs. */
export interface AttemptParts {
  /** ms that only grow. */
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
  /** One line for the log. */
  readonly log: (line: string) => void;
}

/** Wrong tokens, codes and secrets that are answered at once within {@linkcode WINDOW_MS}. */
export const FREE_ATTEMPTS = 10;
const WINDOW_MS = 60_000;
/** ms that each further one waits for its refusal. */
const DELAY_MS = 1_000;
/** Those that wait at once; what is more is told to come back later. */
const MAX_WAITING = 50;

/**
 * Slows down whoever guesses. A right token is never held up by the wrong ones of others: only
 * refusals wait.
 */
export class WrongAttempts {
  readonly #parts: AttemptParts;
  #windowEnd = 0;
  #inWindow = 0;
  #unlogged = 0;
  #waiting = 0;

  constructor(parts: AttemptParts) {
    this.#parts = parts;
  }

  /**
   * Notes a wrong attempt, and waits before it is to be refused.
   *
   * @param what was wrong, such as `token`
   * @param from address of whoever tried
   * @returns whether it may be refused in the usual way; else it is one of too many
   */
  async add(what: string, from: string): Promise<boolean> {
    const now = this.#parts.now();
    if (now >= this.#windowEnd) {
      this.#windowEnd = now + WINDOW_MS;
      this.#inWindow = 0;
    }
    this.#inWindow++;
    this.#log(what, from);
    if (this.#inWindow <= FREE_ATTEMPTS) return true;
    if (this.#waiting >= MAX_WAITING) return false;
    this.#waiting++;
    await this.#parts.pause(DELAY_MS);
    this.#waiting--;
    return true;
  }

  /** The first ones are logged each; then one line for each hundred. */
  #log(what: string, from: string): void {
    this.#unlogged++;
    if (this.#inWindow > 3 && this.#unlogged < 100) return;
    const times = this.#unlogged === 1 ? "" : ` (${this.#unlogged} times since the last line)`;
    this.#parts.log(`Refused a wrong ${what} from ${from}${times}`);
    this.#unlogged = 0;
  }
}
