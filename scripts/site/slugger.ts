/** Gives headings their anchors, as GitHub does: links in the pages are written for these. */
export class Slugger {
  readonly #given = new Map<string, number>();

  /**
   * The anchor of the next heading of a page.
   *
   * @param text without markup
   */
  slug(text: string): string {
    const base = text.trim().toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "").replaceAll(" ", "-");
    const count = this.#given.get(base) ?? 0;
    this.#given.set(base, count + 1);
    return count === 0 ? base : `${base}-${count}`;
  }
}
