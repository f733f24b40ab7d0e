import type { Aggregate } from "../../events/aggregate.ts";
import type { Colours } from "./colours.ts";
import { type Range, xOf } from "./scale.ts";
import { firstFrom, type SpanStore } from "./spans.ts";

/** Height of the minimap, in pixels. */
export const MINIMAP = 40;

/** All that there is: how much happened when, failures in red, and what is in view. */
export function drawMinimap(
  context: CanvasRenderingContext2D,
  { spans, stored, whole, range, width, colours }: {
    spans: SpanStore;
    /** What the server counted, over all that it stored. */
    stored: Aggregate | undefined;
    whole: Range;
    range: Range;
    width: number;
    colours: Colours;
  },
): void {
  context.clearRect(0, 0, width, MINIMAP);
  const bars = Math.max(1, Math.floor(width / 3));
  const step = (whole.to - whole.from) / bars;
  const density = stored === undefined
    ? densityOf(spans, whole.from, step, bars)
    : densityIn(stored, whole.from, step, bars);
  const most = Math.max(1, ...density);
  context.fillStyle = colours.muted;
  density.forEach((n, at) => {
    if (n === 0) return;
    const height = Math.max(2, Math.sqrt(n / most) * (MINIMAP - 6));
    context.fillRect(at * 3, MINIMAP - height, 2, height);
  });
  const left = Math.max(0, xOf(range.from, whole, width));
  const right = Math.min(width, xOf(range.to, whole, width));
  context.fillStyle = colours.accent;
  context.globalAlpha = 0.16;
  context.fillRect(left, 0, Math.max(3, right - left), MINIMAP);
  context.globalAlpha = 1;
  context.fillRect(left, 0, 1, MINIMAP);
  context.fillRect(Math.max(left + 2, right - 1), 0, 1, MINIMAP);
}

/** How many spans begin in each of equal steps of time. */
function densityOf(
  spans: SpanStore,
  from: number,
  step: number,
  bars: number,
): readonly number[] {
  const density = new Array<number>(bars).fill(0);
  for (const { starts } of spans.lanes) {
    let before = firstFrom(starts, from);
    for (let bar = 0; bar < bars; bar++) {
      const after = firstFrom(starts, from + (bar + 1) * step);
      density[bar] = (density[bar] ?? 0) + after - before;
      before = after;
    }
  }
  return density;
}

/** How many events were counted in each of equal steps of time; wide steps are spread out. */
function densityIn(
  { series, step: width }: Aggregate,
  from: number,
  step: number,
  bars: number,
): readonly number[] {
  const density = new Array<number>(bars).fill(0);
  const spread = Math.max(1, Math.round(width / step));
  for (const { at, events } of series) {
    const first = Math.floor((at - from) / step);
    for (let bar = Math.max(0, first); bar < Math.min(bars, first + spread); bar++) {
      density[bar] = (density[bar] ?? 0) + events / spread;
    }
  }
  return density;
}
