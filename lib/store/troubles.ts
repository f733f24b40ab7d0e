/** Called with what is wrong with something, in words for people; `null`: it is right again. */
export type TroubleListener = (about: string, text: string | null) => void;

/** What is wrong with a store right now, for all who have to know. */
export class Troubles {
  readonly #known = new Map<string, string>();
  readonly #listeners = new Set<TroubleListener>();

  /** Tells of a trouble, or that it is over; the same words are reported once. */
  report(about: string, text: string | null): void {
    if ((this.#known.get(about) ?? null) === text) return;
    if (text === null) this.#known.delete(about);
    else this.#known.set(about, text);
    for (const listener of this.#listeners) listener(about, text);
  }

  /** Tells of all that is wrong now, and of what changes from now on. Returns how to end it. */
  listen(listener: TroubleListener): () => void {
    for (const [about, text] of this.#known) listener(about, text);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
