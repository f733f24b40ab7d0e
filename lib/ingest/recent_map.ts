/** A map that forgets what was not used for long: it has as many entries as said, or twice that. */
export class RecentMap<Value> {
  readonly #most: number;
  #recent = new Map<string, Value>();
  #older = new Map<string, Value>();

  /** @param most entries that are kept at least, those that were used last */
  constructor(most: number) {
    this.#most = most;
  }

  /** The value, which is then in use. */
  get(key: string): Value | undefined {
    const value = this.#recent.get(key);
    if (value !== undefined) return value;
    const older = this.#older.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: string, value: Value): void {
    if (this.#recent.size >= this.#most && !this.#recent.has(key)) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(key, value);
  }
}
