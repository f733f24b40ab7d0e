/** The stretch of time that is in view; ms since 1970. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Shortest and longest stretch that can be in view, in ms. */
const MIN_SPAN_MS = 50;
const MAX_SPAN_MS = 90 * 86_400_000;

/** Where a time lies, in pixels from the left. */
export function xOf(time: number, range: Range, width: number): number {
  return (time - range.from) * width / (range.to - range.from);
}

/** The time at a place, in pixels from the left. */
export function timeAt(x: number, range: Range, width: number): number {
  return range.from + x * (range.to - range.from) / width;
}

/**
 * Makes the stretch shorter or longer around one time, which stays where it is.
 *
 * @param factor below 1 to see more detail
 */
export function zoom(range: Range, factor: number, around: number): Range {
  const length = range.to - range.from;
  const wanted = Math.min(MAX_SPAN_MS, Math.max(MIN_SPAN_MS, length * factor));
  const share = (around - range.from) / length;
  const from = around - share * wanted;
  return { from, to: from + wanted };
}

/** Moves the stretch by a share of its length. */
export function pan(range: Range, share: number): Range {
  const by = (range.to - range.from) * share;
  return { from: range.from + by, to: range.to + by };
}

/** Ends the stretch at a time, with some air behind it. */
export function endAt(range: Range, time: number): Range {
  const length = range.to - range.from;
  const to = time + length * 0.04;
  return { from: to - length, to };
}

const STEPS = [
  1,
  5,
  10,
  50,
  100,
  250,
  500,
  1000,
  2000,
  5000,
  10_000,
  30_000,
  60_000,
  120_000,
  300_000,
  600_000,
  1_800_000,
  3_600_000,
  7_200_000,
  21_600_000,
  43_200_000,
  86_400_000,
  7 * 86_400_000,
];

/** Times to mark: round ones in local time, about `every` pixels apart. */
export function ticks(range: Range, width: number, every = 110): { times: number[]; step: number } {
  const rough = (range.to - range.from) * every / width;
  const step = STEPS.find((candidate) => candidate >= rough) ?? 7 * 86_400_000;
  const offset = new Date(range.from).getTimezoneOffset() * 60_000;
  const times: number[] = [];
  const begin = Math.ceil((range.from - offset) / step) * step + offset;
  for (let time = begin; time <= range.to; time += step) times.push(time);
  return { times, step };
}

const DAY = 86_400_000;

/** What stands at a mark on an axis whose marks are `step` ms apart, local time. */
export function tickWords(time: number, step: number): string {
  const date = new Date(time);
  if (step >= DAY) {
    return date.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
  }
  const clock = date.toLocaleTimeString("en-GB");
  if (step >= 60_000) return clock.slice(0, 5);
  return step >= 1000 ? clock : `${clock}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}
