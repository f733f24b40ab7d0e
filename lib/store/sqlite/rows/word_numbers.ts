import type { NameWriter } from "./names.ts";

/** The words of one transaction: each is looked up once, and only when it is needed. */
export class WordNumbers {
  readonly #names: NameWriter;
  readonly #words: readonly string[];
  readonly #numbers: number[] = [];

  /** @param words by their places, counted from 1 */
  constructor(names: NameWriter, words: readonly string[]) {
    this.#names = names;
    this.#words = words;
  }

  /** The word's text; undefined for place 0. */
  text(place: number): string | undefined {
    return place === 0 ? undefined : this.#words[place - 1];
  }

  /** The word's number in the store, new or old; null for place 0. */
  number(place: number): number | null {
    const known = this.#numbers[place];
    if (known !== undefined) return known;
    const text = this.text(place);
    return text === undefined ? null : this.#numbers[place] = this.#names.id(text);
  }

  /** The number of a source's name. */
  source(place: number): number {
    return this.#names.sourceId(this.text(place) ?? "");
  }
}
