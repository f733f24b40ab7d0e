import type { Colours } from "./colours.ts";
import { type Range, ticks, tickWords, xOf } from "./scale.ts";
import type { ValueScale } from "./value_scale.ts";

/** Room for the values' names at the left, the times below, and the top value, in pixels. */
export const MARGIN = { left: 52, bottom: 20, top: 8 } as const;

/** A single bar does not fill the chart; in pixels. */
const WIDEST_BAR = 48;

/** One line of a chart. */
export interface Line {
  readonly label: string;
  /** One a step; `null` where nothing is known. */
  readonly values: readonly (number | null)[];
  readonly colour: "accent" | "error" | "muted" | "running";
  /** Fills the area below it. */
  readonly filled?: boolean;
}

/** What {@linkcode drawChart} draws. */
export interface ChartPicture {
  /** Beginnings of equal steps; ms since 1970. */
  readonly times: readonly number[];
  readonly step: number;
  /** So many of the first steps are not known. */
  readonly unknown: number;
  readonly lines: readonly Line[];
  /** Draws a bar a step instead of a line. */
  readonly bars: boolean;
  readonly scale: ValueScale;
  readonly range: Range;
  readonly width: number;
  readonly height: number;
  readonly colours: Colours;
  /** Writes a value with its unit. */
  readonly format: (value: number) => string;
  /** Index of the step under the pointer. */
  readonly pointed: number | undefined;
  /** First and last step that are being chosen. */
  readonly chosen: readonly [number, number] | undefined;
}

/** Draws axes, what is not known, lines or bars, and what is pointed at. */
export function drawChart(context: CanvasRenderingContext2D, picture: ChartPicture): void {
  const { width, height, colours, lines, pointed, times, step, chosen } = picture;
  context.clearRect(0, 0, width, height);
  context.font = "11px system-ui, sans-serif";
  context.textBaseline = "middle";
  drawUnknown(context, picture);
  drawAxes(context, picture);
  for (const line of lines) (picture.bars ? drawBars : drawLine)(context, line, picture);
  if (chosen !== undefined) {
    const [from, to] = chosen.map((at) => placeOf(times[at] ?? 0, picture)) as [number, number];
    const end = to + placeOf(step, picture) - placeOf(0, picture);
    context.fillStyle = colours.accent;
    context.globalAlpha = 0.16;
    context.fillRect(from, MARGIN.top, end - from, bottom(picture) - MARGIN.top);
    context.globalAlpha = 1;
  }
  if (pointed !== undefined) drawCrosshair(context, pointed, picture);
}

function drawCrosshair(
  context: CanvasRenderingContext2D,
  pointed: number,
  picture: ChartPicture,
): void {
  const x = middleOf(pointed, picture);
  context.fillStyle = picture.colours.muted;
  context.fillRect(Math.round(x), MARGIN.top, 1, bottom(picture) - MARGIN.top);
  if (picture.bars) return;
  for (const { values, colour } of picture.lines) {
    const value = values[pointed];
    if (typeof value !== "number") continue;
    context.fillStyle = picture.colours[colour];
    dot(context, x, heightOf(value, picture), 3.5);
  }
}

function dot(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 7);
  context.fill();
}

type Placing = Pick<ChartPicture, "range" | "width">;

/** Where a time lies, in pixels from the left. */
function placeOf(time: number, { range, width }: Placing): number {
  return MARGIN.left + xOf(time, range, width - MARGIN.left);
}

function middleOf(at: number, picture: ChartPicture): number {
  return placeOf((picture.times[at] ?? 0) + picture.step / 2, picture);
}

function bottom({ height }: ChartPicture): number {
  return height - MARGIN.bottom;
}

/** Steps of which nothing is known are hatched: they are not the same as nothing. */
function drawUnknown(context: CanvasRenderingContext2D, picture: ChartPicture): void {
  const { unknown, times } = picture;
  if (unknown === 0) return;
  const right = unknown >= times.length ? picture.width : placeOf(times[unknown] ?? 0, picture);
  const [top, low] = [MARGIN.top, bottom(picture)];
  context.save();
  context.beginPath();
  context.rect(MARGIN.left, top, right - MARGIN.left, low - top);
  context.clip();
  context.strokeStyle = picture.colours.line;
  context.beginPath();
  for (let x = MARGIN.left - low; x < right; x += 8) {
    context.moveTo(x, low);
    context.lineTo(x + low - top, top);
  }
  context.stroke();
  context.restore();
}

function drawAxes(context: CanvasRenderingContext2D, picture: ChartPicture): void {
  const { width, height, colours, scale, range, format } = picture;
  context.textAlign = "right";
  for (const mark of scale.marks) {
    const y = heightOf(mark, picture);
    context.fillStyle = colours.line;
    context.fillRect(MARGIN.left, Math.round(y), width, 1);
    context.fillStyle = colours.muted;
    context.fillText(format(mark), MARGIN.left - 8, y);
  }
  context.textAlign = "center";
  const { times, step } = ticks(range, width - MARGIN.left, 80);
  for (const time of times) {
    const x = placeOf(time, picture);
    const words = tickWords(time, step);
    // One that would be cut at an edge is left out.
    const half = context.measureText(words).width / 2;
    if (x - half < MARGIN.left || x + half > width) continue;
    context.fillRect(Math.round(x), bottom(picture), 1, 4);
    context.fillText(words, x, height - 8);
  }
}

function drawBars(context: CanvasRenderingContext2D, line: Line, picture: ChartPicture): void {
  const { times, step, colours, pointed } = picture;
  context.fillStyle = colours[line.colour];
  line.values.forEach((value, at) => {
    if (value === null || value === 0) return;
    const left = placeOf(times[at] ?? 0, picture);
    const room = placeOf((times[at] ?? 0) + step, picture) - left - 1;
    const wide = Math.min(WIDEST_BAR, Math.max(1, room));
    const low = bottom(picture);
    const tall = Math.max(2, low - heightOf(value, picture));
    context.globalAlpha = pointed === undefined || pointed === at ? 0.9 : 0.6;
    context.fillRect(left + Math.max(0, (room - wide) / 2), low - tall, wide, tall);
  });
  context.globalAlpha = 1;
}

function drawLine(context: CanvasRenderingContext2D, line: Line, picture: ChartPicture): void {
  const { values, colour, filled } = line;
  context.strokeStyle = context.fillStyle = picture.colours[colour];
  context.lineWidth = 1.5;
  context.lineJoin = "round";
  // Each stretch without a gap is a path of its own: what is not known is not drawn over.
  for (let begin = 0; begin < values.length; begin++) {
    if (values[begin] === null) continue;
    let end = begin;
    while (end + 1 < values.length && values[end + 1] !== null) end++;
    const path = new Path2D();
    for (let at = begin; at <= end; at++) {
      path.lineTo(middleOf(at, picture), heightOf(values[at] ?? 0, picture));
    }
    if (begin === end) {
      dot(context, middleOf(begin, picture), heightOf(values[begin] ?? 0, picture), 2);
    } else context.stroke(path);
    if (filled === true) {
      path.lineTo(middleOf(end, picture), bottom(picture));
      path.lineTo(middleOf(begin, picture), bottom(picture));
      context.globalAlpha = 0.12;
      context.fill(path);
      context.globalAlpha = 1;
    }
    begin = end;
  }
}

function heightOf(value: number, picture: ChartPicture): number {
  return bottom(picture) - picture.scale.share(value) * (bottom(picture) - MARGIN.top);
}
