/**
 * Milliseconds that test files took with nothing broken, by their path; `null` where they fail even
 * so. Kept between runs, but only for as long as no source has changed.
 */
export class CalmTimes extends Map<string, number | null> {
  readonly #path: string;
  readonly #tree: number;

  private constructor(path: string, tree: number, known: Readonly<Record<string, number | null>>) {
    super(Object.entries(known));
    this.#path = path;
    this.#tree = tree;
  }

  /**
   * Reads what is known.
   *
   * @param tree names the state of all sources
   */
  static async read(path: string, tree: number): Promise<CalmTimes> {
    try {
      const kept = JSON.parse(await Deno.readTextFile(path));
      return new CalmTimes(path, tree, kept.tree === tree ? kept.times : {});
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return new CalmTimes(path, tree, {});
      throw error;
    }
  }

  /** Writes what is known. */
  async save(): Promise<void> {
    const kept = { tree: this.#tree, times: Object.fromEntries(this) };
    await Deno.writeTextFile(this.#path, JSON.stringify(kept));
  }
}
