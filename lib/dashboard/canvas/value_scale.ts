/** How values become heights. */
export interface ValueScale {
  /** Values to mark, ascending. */
  readonly marks: readonly number[];
  /** 0 at the bottom, 1 at the top. */
  share(value: number): number;
}

/** A scale from nothing to the greatest value, marked at round values. */
export function linearScale(most: number): ValueScale {
  const rough = Math.max(most, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const top = Math.ceil(Math.max(most, 1) / step) * step;
  const marks: number[] = [];
  for (let mark = 0; mark <= top + step / 2; mark += step) marks.push(mark);
  return { marks, share: (value) => value / top };
}

/** A scale by powers of ten, for values that lie far apart. */
export function logScale(least: number, most: number): ValueScale {
  const low = Math.floor(Math.log10(Math.max(least, 1)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(most, 1))));
  const marks = Array.from({ length: high - low + 1 }, (_, at) => 10 ** (low + at));
  return {
    marks,
    share: (value) => Math.max(0, (Math.log10(Math.max(value, 1)) - low) / (high - low)),
  };
}
