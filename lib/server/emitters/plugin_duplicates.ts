import { bodyDigest } from "../../ingest/body_deduper.ts";
import type { SpooledInput } from "../../spool/spool_reader.ts";

/** Claude Code runs both hooks at once, and a machine with much else to do one of them later; ms. */
const APART_MS = 10_000;

/** Longer texts are not kept: a digest stands for them. */
const MAX_KEPT_LENGTH = 2048;

interface Waiting {
  readonly byPlugin: boolean;
  readonly time: number;
}

/**
 * Finds the second of two inputs that are one event, where the plugin's hooks and those of the
 * settings are both at work: equal, of one Claude Code, one from each side. Each makes one pair
 * only, so that what happens twice is two events.
 */
export class PluginDuplicates {
  readonly #waiting = new Map<string, Waiting[]>();
  /** By input: one that could not be stored comes again. */
  readonly #decided = new Map<string, { readonly isSecond: boolean; readonly time: number }>();
  #newest = 0;

  /** Whether this input is the second of two. */
  isSecond(input: SpooledInput): boolean {
    const { key, time } = input;
    this.#tidy(time);
    const decided = this.#decided.get(key);
    if (decided !== undefined) return decided.isSecond;
    const isSecond = this.#pair(input);
    this.#decided.set(key, { isSecond, time });
    return isSecond;
  }

  #pair({ text, byPlugin, claudePid, time }: SpooledInput): boolean {
    const body = text.trim();
    const kept = body.length > MAX_KEPT_LENGTH ? bodyDigest("", body) : body;
    const name = `${claudePid} ${kept}`;
    const waiting = this.#waiting.get(name) ?? [];
    const first = waiting.findIndex((each) =>
      each.byPlugin !== byPlugin && Math.abs(each.time - time) < APART_MS
    );
    if (first >= 0) waiting.splice(first, 1);
    else waiting.push({ byPlugin, time });
    if (waiting.length === 0) this.#waiting.delete(name);
    else this.#waiting.set(name, waiting);
    return first >= 0;
  }

  /** Looks through all of them about once in the time that they are kept for. */
  #tidy(time: number): void {
    if (Math.abs(time - this.#newest) < APART_MS) return;
    this.#newest = time;
    for (const [key, decided] of this.#decided) {
      if (Math.abs(decided.time - time) >= APART_MS) this.#decided.delete(key);
    }
    for (const [name, waiting] of this.#waiting) {
      const left = waiting.filter((each) => Math.abs(each.time - time) < APART_MS);
      if (left.length === 0) this.#waiting.delete(name);
      else this.#waiting.set(name, left);
    }
  }
}
