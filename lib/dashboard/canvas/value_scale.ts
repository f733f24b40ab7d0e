/** How values become heights. */
export interface ValueScale {
  /** Values to mark, ascending. */
  readonly marks: readonly number[];
  /** 0 at the bottom, 1 at the top. */
  share(value: number): number;
}

/** A scale from nothing to the greatest value, with round values at about so many marks. */
export function linearScale(most: number, about = 4): ValueScale {
  const rough = Math.max(most, 1) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const top = Math.ceil(Math.max(most, 1) / step) * step;
  const marks: number[] = [];
  for (let mark = 0; mark <= top + step / 2; mark += step) marks.push(mark);
  return { marks, share: (value) => value / top };
}

/** Round times that lie far apart, in ms: a tenth of a second, a minute, a day, … */
const TIMES = [1, 10, 100, 1000, 10_000, 60_000, 600_000, 3_600_000, 36_000_000, 86_400_000];

/** A scale for times that lie far apart, in ms: each mark is some times the one before. */
export function logScale(least: number, most: number): ValueScale {
  const first = Math.max(0, TIMES.findLastIndex((time) => time <= least));
  const end = TIMES.findIndex((time) => time >= most);
  const marks = TIMES.slice(first, Math.max(first + 1, end === -1 ? TIMES.length : end) + 1);
  const low = Math.log(marks[0] ?? 1);
  const high = Math.log(Math.max(marks.at(-1) ?? 1, most));
  return {
    marks,
    share: (value) => Math.max(0, (Math.log(Math.max(value, 1)) - low) / (high - low)),
  };
}
