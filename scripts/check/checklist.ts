interface Line {
  readonly name: string;
  readonly passed: boolean;
  readonly note: string;
}

/** Gathers what held and what did not, and tells it as a short table. */
export class Checklist {
  readonly #lines: Line[] = [];

  /** Whether everything so far held. */
  get passed(): boolean {
    return this.#lines.every((line) => line.passed);
  }

  /** @param why told only where it did not hold */
  check(name: string, passed: boolean, why = ""): void {
    this.#lines.push({ name, passed, note: passed ? "" : why.trim() });
  }

  /** Notes the times of several rounds, in milliseconds; their median must be within the limit. */
  measure(name: string, times: readonly number[], limit: number): void {
    const middle = median(times);
    const fastest = Math.min(...times);
    const figures = `median ${middle.toFixed(0)} ms, fastest ${fastest.toFixed(0)} ms`;
    this.#lines.push({ name, passed: middle <= limit, note: `${figures} (limit ${limit} ms)` });
  }

  /** One line for each, in order, and a closing line. */
  table(): string {
    const width = Math.max(...this.#lines.map((line) => line.name.length));
    const lines = this.#lines.map(({ name, passed, note }) =>
      `${passed ? "✓" : "✗"} ${name.padEnd(width)}  ${note}`.trimEnd()
    );
    const failed = this.#lines.filter((line) => !line.passed).length;
    const verdict = failed === 0 ? "All held" : `${failed} of ${lines.length} did not hold`;
    return [...lines, verdict].join("\n");
  }
}

/** The middle one of the values; of an even number, the lower of the two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}
