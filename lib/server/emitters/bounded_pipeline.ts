/** Work that goes on while more of it is prepared, but not more than so much at a time. */
export class BoundedPipeline {
  readonly #most: number;
  readonly #atWork: Promise<unknown>[] = [];

  /** @param most so many may be at work when `add` resolves, and one more before it does */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Adds some work; resolves when there is place for more.
   *
   * @throws what the work that was added first failed with
   */
  async add(work: Promise<unknown>): Promise<void> {
    // Its failure is reported when its turn comes, and by then others may have failed, too.
    work.catch(() => {});
    this.#atWork.push(work);
    if (this.#atWork.length > this.#most) await this.#atWork.shift();
  }

  /** Resolves when all of it is done; throws what the first one that failed failed with. */
  async end(): Promise<void> {
    for (const work of this.#atWork.splice(0)) await work;
  }
}
