import type { Colours } from "./colours.ts";
import { type Range, ticks, xOf } from "./scale.ts";
import type { ValueScale } from "./value_scale.ts";

/** Height of a chart, in pixels. */
export const CHART = 200;
/** Room for the values' names at the left and the times below, in pixels. */
export const MARGIN = { left: 56, bottom: 20, top: 8 } as const;

/** One line of a chart. */
export interface Line {
  readonly label: string;
  /** One a time; `null` where nothing is known. */
  readonly values: readonly (number | null)[];
  readonly colour: "accent" | "error" | "muted" | "running";
  /** Fills the area below it. */
  readonly filled?: boolean;
}

/** What {@linkcode drawChart} draws. */
export interface ChartPicture {
  /** ms since 1970, ascending. */
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  readonly scale: ValueScale;
  readonly range: Range;
  readonly width: number;
  readonly colours: Colours;
  /** Writes a value with its unit. */
  readonly format: (value: number) => string;
  /** Index of the time under the pointer. */
  readonly pointed: number | undefined;
}

/** Draws axes and lines. */
export function drawChart(context: CanvasRenderingContext2D, picture: ChartPicture): void {
  const { width, colours, lines, pointed, times } = picture;
  context.clearRect(0, 0, width, CHART);
  context.font = "11px system-ui, sans-serif";
  context.textBaseline = "middle";
  drawAxes(context, picture);
  for (const line of lines) drawLine(context, line, picture);
  const time = pointed === undefined ? undefined : times[pointed];
  if (time === undefined) return;
  context.fillStyle = colours.muted;
  context.fillRect(Math.round(placeOf(time, picture)), MARGIN.top, 1, bottom() - MARGIN.top);
}

/** Where a time lies, in pixels from the left. */
export function placeOf(time: number, { range, width }: Pick<ChartPicture, "range" | "width">) {
  return MARGIN.left + xOf(time, range, width - MARGIN.left);
}

function bottom(): number {
  return CHART - MARGIN.bottom;
}

function drawAxes(context: CanvasRenderingContext2D, picture: ChartPicture): void {
  const { width, colours, scale, range, format } = picture;
  context.textAlign = "right";
  for (const mark of scale.marks) {
    const y = heightOf(mark, scale);
    context.fillStyle = colours.line;
    context.fillRect(MARGIN.left, Math.round(y), width, 1);
    context.fillStyle = colours.muted;
    context.fillText(format(mark), MARGIN.left - 8, y);
  }
  context.textAlign = "center";
  for (const time of ticks(range, width - MARGIN.left).times) {
    const x = placeOf(time, picture);
    if (x < MARGIN.left + 16 || x > width - 16) continue;
    context.fillText(new Date(time).toLocaleTimeString("en-GB").slice(0, 5), x, CHART - 8);
  }
}

function drawLine(context: CanvasRenderingContext2D, line: Line, picture: ChartPicture): void {
  const { times, scale, colours } = picture;
  const path = new Path2D();
  let [firstX, lastX] = [-1, -1];
  line.values.forEach((value, at) => {
    const time = times[at];
    if (value === null || time === undefined) return;
    const x = placeOf(time, picture);
    if (firstX === -1) path.moveTo(firstX = x, heightOf(value, scale));
    else path.lineTo(x, heightOf(value, scale));
    lastX = x;
  });
  if (firstX === -1) return;
  context.strokeStyle = colours[line.colour];
  context.lineWidth = 1.5;
  context.lineJoin = "round";
  context.stroke(path);
  if (line.filled !== true) return;
  path.lineTo(lastX, bottom());
  path.lineTo(firstX, bottom());
  context.fillStyle = colours[line.colour];
  context.globalAlpha = 0.12;
  context.fill(path);
  context.globalAlpha = 1;
}

function heightOf(value: number, scale: ValueScale): number {
  return bottom() - scale.share(value) * (bottom() - MARGIN.top);
}
