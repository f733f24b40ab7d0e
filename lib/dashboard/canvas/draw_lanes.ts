import { type Row, waitOf } from "../rows/row.ts";
import type { Colours } from "./colours.ts";
import { type Range, ticks, xOf } from "./scale.ts";
import { firstFrom, type Lane, REACH } from "./spans.ts";

/** Height of a lane, in pixels. */
export const LANE = 28;

/** What {@linkcode drawLanes} draws. */
export interface LanePicture {
  readonly lanes: readonly Lane[];
  readonly range: Range;
  readonly width: number;
  readonly height: number;
  /** How far the lanes are scrolled up, in pixels. */
  readonly scrollTop: number;
  /** ms since 1970: where what still runs ends for now. */
  readonly now: number;
  readonly colours: Colours;
  readonly hueOf: (session: string) => number;
  readonly selected: Row | undefined;
  /** Whether a row waits for the person now. */
  readonly waits: (row: Row) => boolean;
  /** Stretches of which the page does not know what happened. */
  readonly unknown: readonly Range[];
}

/** Spans whose label is worth drawing are at least this wide, in pixels. */
const LABEL_FROM = 48;

/** Draws the lanes in view. Spans within one pixel are drawn once, so that any number is fast. */
export function drawLanes(context: CanvasRenderingContext2D, picture: LanePicture): void {
  const { width, height, colours, lanes, scrollTop } = picture;
  context.clearRect(0, 0, width, height);
  for (const stretch of picture.unknown) drawUnknown(context, stretch, picture);
  drawGrid(context, picture);
  context.font = "11px ui-monospace, monospace";
  context.textBaseline = "middle";
  const first = Math.max(0, Math.floor(scrollTop / LANE));
  const last = Math.min(lanes.length - 1, Math.floor((scrollTop + height) / LANE));
  for (let index = first; index <= last; index++) {
    const lane = lanes[index];
    if (lane === undefined) continue;
    const top = index * LANE - scrollTop;
    context.fillStyle = colours.line;
    context.fillRect(0, top + LANE - 1, width, 1);
    drawLane(context, lane, top, picture);
  }
}

/** What is not loaded is hatched: it is not the same as nothing. */
function drawUnknown(
  context: CanvasRenderingContext2D,
  stretch: Range,
  picture: LanePicture,
): void {
  const { range, width, height, colours } = picture;
  const left = Math.max(0, xOf(stretch.from, range, width));
  const right = Math.min(width, xOf(stretch.to, range, width));
  if (right <= left) return;
  context.save();
  context.beginPath();
  context.rect(left, 0, right - left, height);
  context.clip();
  context.strokeStyle = colours.line;
  context.beginPath();
  for (let x = left - height; x < right; x += 8) {
    context.moveTo(x, height);
    context.lineTo(x + height, 0);
  }
  context.stroke();
  context.restore();
}

function drawGrid(context: CanvasRenderingContext2D, picture: LanePicture): void {
  const { range, width, height, colours, now } = picture;
  context.fillStyle = colours.line;
  for (const time of ticks(range, width).times) {
    context.fillRect(Math.round(xOf(time, range, width)), 0, 1, height);
  }
  const present = xOf(now, range, width);
  if (present < 0 || present > width) return;
  context.fillStyle = colours.accent;
  context.fillRect(Math.round(present), 0, 1, height);
}

function drawLane(
  context: CanvasRenderingContext2D,
  lane: Lane,
  top: number,
  picture: LanePicture,
): void {
  const { range, width, colours, now, selected } = picture;
  const chosen = selected === undefined ? -1 : lane.rows.indexOf(selected);
  const plain = colours.sessions[picture.hueOf(lane.session)] ?? colours.muted;
  const trackHeight = (LANE - 6) / lane.trackCount;
  const barHeight = Math.max(3, trackHeight - 1);
  const drawnTo = new Float64Array(lane.trackCount).fill(-Infinity);
  const perMs = width / (range.to - range.from);
  // A span that began before the view may reach into it: those that do are among the last before.
  const from = Math.max(0, firstFrom(lane.starts, range.from) - REACH);
  const to = firstFrom(lane.starts, range.to);
  for (let at = from; at < to; at++) {
    const ends = lane.ends[at] ?? 0;
    const right = Math.min(width + 2, ((ends === Infinity ? now : ends) - range.from) * perMs);
    const track = lane.tracks[at] ?? 0;
    const failed = lane.failed[at] === true;
    if (right < 0 || (right <= (drawnTo[track] ?? 0) + 0.5 && !failed && at !== chosen)) continue;
    const left = Math.max(-2, ((lane.starts[at] ?? 0) - range.from) * perMs);
    const row = lane.rows[at];
    const y = top + 3 + track * trackHeight;
    const barWidth = Math.max(1.5, right - left);
    context.fillStyle = fillOf(row, plain, colours);
    context.fillRect(left, y, barWidth, barHeight);
    drawnTo[track] = Math.max(drawnTo[track] ?? 0, left + barWidth);
    if (row === undefined) continue;
    drawWait(context, row, [y, barHeight], picture);
    if (row === selected) outline(context, colours, [left, y, barWidth, barHeight]);
    if (barWidth >= LABEL_FROM && barHeight >= 14) {
      drawLabel(context, row, [left, y, barWidth, barHeight], colours);
    }
  }
}

/** The time in which a call waited for the person is not its own: it has the colour of waiting. */
function drawWait(
  context: CanvasRenderingContext2D,
  row: Row,
  [top, height]: readonly [number, number],
  { range, width, colours, now, waits }: LanePicture,
): void {
  const wait = waitOf(row);
  // When it was answered is not known of what neither waits nor has ended.
  if (wait === undefined || wait[1] === Infinity && !waits(row)) return;
  const left = Math.max(-2, xOf(wait[0], range, width));
  const right = Math.min(width + 2, xOf(Math.min(wait[1], now), range, width));
  context.fillStyle = colours.waiting;
  if (right > left) context.fillRect(left, top, Math.max(1.5, right - left), height);
}

function fillOf(row: Row | undefined, plain: string, colours: Colours): string {
  if (row === undefined) return plain;
  if (row.status === "error") return colours.error;
  if (row.kind === "waiting") return colours.waiting;
  return row.kind === "prompt" ? colours.text : plain;
}

type Box = readonly [left: number, top: number, width: number, height: number];

function outline(context: CanvasRenderingContext2D, colours: Colours, box: Box): void {
  const [left, top, width, height] = box;
  context.strokeStyle = colours.text;
  context.lineWidth = 2;
  context.strokeRect(left - 1, top - 1, width + 2, height + 2);
}

function drawLabel(
  context: CanvasRenderingContext2D,
  row: Row,
  [left, top, width, height]: Box,
  colours: Colours,
): void {
  const begin = Math.max(4, left + 4);
  const room = Math.floor((left + width - begin - 4) / 6.7);
  if (room < 4) return;
  const text = row.object === "" ? row.verb : `${row.verb} ${row.object}`;
  context.fillStyle = colours.ground;
  context.fillText(
    text.length > room ? `${text.slice(0, room - 1)}…` : text,
    begin,
    top + height / 2,
  );
}

/** The row under a place, in pixels from the top left of the lanes in view. */
export function rowAt(x: number, y: number, picture: LanePicture): Row | undefined {
  const { lanes, range, width, scrollTop, now } = picture;
  const index = Math.floor((y + scrollTop) / LANE);
  const lane = lanes[index];
  if (lane === undefined) return undefined;
  const track = Math.min(
    lane.trackCount - 1,
    Math.floor((y + scrollTop - index * LANE - 3) / ((LANE - 6) / lane.trackCount)),
  );
  const pixel = (range.to - range.from) / width;
  const time = range.from + x * pixel;
  let nearest: Row | undefined;
  let distance = 4 * pixel;
  const to = firstFrom(lane.starts, time + distance);
  for (let at = to - 1; at >= Math.max(0, to - 200); at--) {
    if (lane.tracks[at] !== track) continue;
    const start = lane.starts[at] ?? 0;
    const end = Math.min(lane.ends[at] ?? 0, now);
    const away = time < start ? start - time : time > end ? time - end : 0;
    if (away >= distance) continue;
    nearest = lane.rows[at];
    distance = away;
    if (away === 0) break;
  }
  return nearest;
}
