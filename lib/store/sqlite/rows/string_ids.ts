import type { StringWriter } from "./interned_strings.ts";

/** The strings of one transaction: each id is looked up once, and only when it is needed. */
export class StringIds {
  readonly #names: StringWriter;
  readonly #strings: readonly string[];
  readonly #ids: number[] = [];

  /** @param strings by their places, counted from 1 */
  constructor(names: StringWriter, strings: readonly string[]) {
    this.#names = names;
    this.#strings = strings;
  }

  /** The string at a place; undefined for place 0. */
  text(place: number): string | undefined {
    return place === 0 ? undefined : this.#strings[place - 1];
  }

  /** The string's id in the store, new or old; null for place 0. */
  id(place: number): number | null {
    const known = this.#ids[place];
    if (known !== undefined) return known;
    const text = this.text(place);
    return text === undefined ? null : this.#ids[place] = this.#names.id(text);
  }

  /** The id of a source. */
  source(place: number): number {
    return this.#names.sourceId(this.text(place) ?? "");
  }
}
