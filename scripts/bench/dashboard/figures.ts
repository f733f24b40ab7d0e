import { median } from "../report.ts";

/** One measured value and what it must be. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number;
  /** Whether the value must not be below the limit, rather than not above it. */
  readonly atLeast?: boolean;
}

/** Whether a figure is beyond its limit, or could not be taken at all. */
export function isMissed({ value, limit, atLeast }: Figure): boolean {
  return atLeast ? !(value >= limit) : !(value <= limit);
}

/** For each figure its median over several rounds, in the order of the first round. */
export function medians(rounds: readonly (readonly Figure[])[]): readonly Figure[] {
  const [first = []] = rounds;
  return first.map((figure) => {
    const values = rounds.map((round) =>
      round.find(({ name }) => name === figure.name)?.value ?? NaN
    );
    const value = values.some(Number.isNaN) ? NaN : median(values);
    return { ...figure, value };
  });
}

/** How much a value grows for each step along, by least squares. */
export function slope(points: readonly (readonly [along: number, value: number])[]): number {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [middle, level] = [mean(0), mean(1)];
  const rise = points.reduce((sum, [x, y]) => sum + (x - middle) * (y - level), 0);
  const run = points.reduce((sum, [x]) => sum + (x - middle) ** 2, 0);
  return rise / run;
}

/** A figure in one line, beside its limit. */
export function lineOf(figure: Figure): string {
  const { name, value, unit, limit, atLeast } = figure;
  const mark = isMissed(figure) ? "✗" : "✓";
  const shown = Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1);
  return `${mark} ${name.padEnd(58)} ${shown.padStart(8)} ${unit} (${
    atLeast ? "≥" : "≤"
  } ${limit})`;
}
