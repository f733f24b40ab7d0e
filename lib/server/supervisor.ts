import type { Clock } from "../clock.ts";

/** How often the server looks at itself, in ms. */
const EVERY_MS = 500;
/** The event loop is late when a timer comes so many ms after its time. */
const LATE_MS = 250;
/** So many ms belong to the start: code is loaded, and threads begin. */
const STARTING_MS = 5000;
/** So long a trouble is reported after it was last seen, in ms. */
const REMEMBER_MS = 30_000;

/** The server's watch over itself: what it says goes into `/health` and `status`. */
export class Supervisor {
  readonly #clock: Pick<Clock, "elapsed" | "every">;
  readonly #troubles = new Map<string, { text: string; at: number }>();
  readonly #lasting = new Map<string, string>();
  readonly #end: () => void;
  readonly #began: number;
  #last: number;
  #lag = 0;
  #maxLag = 0;

  /** Called for each trouble when it begins. */
  onTrouble: (text: string) => void = () => {};

  constructor(clock: Pick<Clock, "elapsed" | "every">) {
    this.#clock = clock;
    this.#last = this.#began = clock.elapsed();
    this.#end = clock.every(EVERY_MS, () => this.#look());
  }

  /** Milliseconds by which the event loop was late: at the last look, and at worst. */
  get lag(): { now: number; max: number } {
    return { now: this.#lag, max: this.#maxLag };
  }

  /** Why the server works less well than it should, in words; empty when it is healthy. */
  get degraded(): string[] {
    const since = this.#clock.elapsed() - REMEMBER_MS;
    const recent = [...this.#troubles.values()].filter(({ at }) => at >= since);
    return [...recent.map(({ text }) => text), ...this.#lasting.values()];
  }

  /** Tells that something went wrong; a later word about the same thing replaces it. */
  report(about: string, text: string): void {
    const at = this.#clock.elapsed();
    const known = this.#troubles.get(about);
    this.#troubles.set(about, { text, at });
    if (known === undefined || known.at < at - REMEMBER_MS) this.onTrouble(text);
  }

  /** Tells of what goes on being wrong until it is resolved; new words replace the old ones. */
  hold(about: string, text: string): void {
    const isNew = !this.#lasting.has(about);
    this.#lasting.set(about, text);
    if (isNew) this.onTrouble(text);
  }

  /** Tells that it works again. */
  resolve(about: string): void {
    this.#troubles.delete(about);
    this.#lasting.delete(about);
  }

  /** Looks no more. */
  close(): void {
    this.#end();
  }

  #look(): void {
    const now = this.#clock.elapsed();
    this.#lag = Math.max(0, now - this.#last - EVERY_MS);
    this.#maxLag = Math.max(this.#maxLag, this.#lag);
    this.#last = now;
    if (this.#lag >= LATE_MS && now - this.#began > STARTING_MS) {
      this.report("lag", `The server was busy for ${Math.round(this.#lag)} ms without a break`);
    }
  }
}
