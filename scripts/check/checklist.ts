interface Line {
  readonly name: string;
  readonly passed: boolean;
  readonly note: string;
}

/** What times are compared with. */
export interface Floor {
  /** ms of the same rounds. */
  readonly times: readonly number[];
  /** How many times as long it may take. */
  readonly most: number;
}

/** Gathers what held and what did not, and tells it as a short table. */
export class Checklist {
  readonly #lines: Line[] = [];

  /** Whether everything so far held. */
  get passed(): boolean {
    return this.#lines.every((line) => line.passed);
  }

  /** @param why given only where it did not hold */
  check(name: string, passed: boolean, why = ""): void {
    this.#lines.push({ name, passed, note: passed ? "" : why.trim() });
  }

  /**
   * Notes the times of several rounds, in milliseconds. Their median must be within so many times
   * that of a floor, which was measured in the same rounds: a busy machine slows both down.
   */
  measure(name: string, times: readonly number[], floor: Floor | null): void {
    const middle = median(times);
    const figures = `median ${middle.toFixed(0)} ms, fastest ${Math.min(...times).toFixed(0)} ms`;
    if (floor === null) {
      this.#lines.push({ name, passed: true, note: `${figures} (not judged: there is no floor)` });
      return;
    }
    const ratio = middle / median(floor.times);
    const judged = `${ratio.toFixed(1)} x the floor, ${floor.most} at most`;
    this.#lines.push({ name, passed: ratio <= floor.most, note: `${figures} (${judged})` });
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
