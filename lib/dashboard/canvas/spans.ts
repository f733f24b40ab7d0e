import { beginOf, type Row } from "../rows/row.ts";

/** One line of the timeline: an agent of a session. Its spans are in order of their beginning. */
export interface Lane {
  readonly key: string;
  readonly session: string;
  readonly agent: string | undefined;
  readonly label: string;
  /** ms since 1970. */
  readonly starts: number[];
  /** ms since 1970; `Infinity` while it runs. */
  readonly ends: number[];
  readonly rows: Row[];
  /** Whether the span failed: looked at for every span, where reading its row would be slow. */
  readonly failed: boolean[];
  /** Which of the lane's tracks: spans that overlap lie on different ones. */
  readonly tracks: number[];
  /** How many tracks the lane has, 1 to {@linkcode TRACKS}. */
  trackCount: number;
}

/** Most spans of a lane that lie one above the other; what is more is drawn over the last. */
const TRACKS = 3;

/** An instant is drawn this long, in ms, so that it can be seen and hit. */
const INSTANT = 1;

/** What the timeline draws, kept up to date with the rows of the stream. */
export class SpanStore {
  /** Lanes in drawing order: a session's main agent, then its sub-agents. */
  lanes: readonly Lane[] = [];
  /** When the first span begins and the last one ends; ms since 1970. */
  first = Infinity;
  last = -Infinity;
  count = 0;
  #lanes = new Map<string, Lane>();
  #running: { lane: Lane; at: number }[] = [];
  #scanned = 0;

  /**
   * Takes in rows that were added, and the ends of spans that have ended.
   *
   * @param earlier rows that come before all of these: taken in at first, and after a `clear`
   */
  sync(rows: readonly Row[], filter: (row: Row) => boolean, earlier: readonly Row[] = []): void {
    const before = this.#lanes.size;
    if (this.#scanned === 0) {
      for (const row of earlier) if (isSpan(row) && filter(row)) this.#add(row);
    }
    this.#running = this.#running.filter(({ lane, at }) => !this.#closed(lane, at));
    for (; this.#scanned < rows.length; this.#scanned++) {
      const row = rows[this.#scanned];
      if (row !== undefined && isSpan(row) && filter(row)) this.#add(row);
    }
    if (this.#lanes.size !== before) this.lanes = inOrder([...this.#lanes.values()]);
  }

  /** Begins again, since rows went away or others count now. */
  clear(): void {
    this.#lanes.clear();
    this.#running = [];
    this.#scanned = 0;
    this.lanes = [];
    this.first = Infinity;
    this.last = -Infinity;
    this.count = 0;
  }

  #add(row: Row): void {
    const lane = this.#laneOf(row);
    const [start, end] = extent(row);
    const at = lane.starts.length;
    lane.starts.push(start);
    lane.ends.push(end);
    lane.rows.push(row);
    lane.failed.push(row.status === "error");
    const track = freeTrack(lane, start);
    lane.tracks.push(track);
    lane.trackCount = Math.max(lane.trackCount, track + 1);
    if (end === Infinity) this.#running.push({ lane, at });
    this.first = Math.min(this.first, start);
    this.last = Math.max(this.last, end === Infinity ? start : end);
    this.count++;
  }

  #closed(lane: Lane, at: number): boolean {
    const row = lane.rows[at];
    if (row === undefined) return true;
    const [, end] = extent(row);
    if (end === Infinity) return false;
    lane.ends[at] = end;
    lane.failed[at] = row.status === "error";
    this.last = Math.max(this.last, end);
    return true;
  }

  #laneOf(row: Row): Lane {
    const session = row.session ?? row.source;
    const key = `${session}\n${row.agent ?? ""}`;
    let lane = this.#lanes.get(key);
    if (lane === undefined) {
      lane = {
        key,
        session,
        agent: row.agent,
        // Its session may become known by another name.
        get label() {
          return row.who;
        },
        starts: [],
        ends: [],
        rows: [],
        failed: [],
        tracks: [],
        trackCount: 1,
      };
      this.#lanes.set(key, lane);
    }
    return lane;
  }
}

/** So many spans before the view are looked at, whether they reach into it. */
export const REACH = 64;

/**
 * The lanes of the sessions that did something in a stretch of time; all lanes when nobody did.
 *
 * @param from ms since 1970, as is `to`
 */
export function lanesWithin(
  lanes: readonly Lane[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly Lane[] {
  const active = new Set<string>();
  for (const { session, starts, ends } of lanes) {
    if (active.has(session)) continue;
    const end = firstFrom(starts, to);
    const begin = firstFrom(starts, from);
    const reaching = ends.slice(Math.max(0, begin - REACH), begin);
    if (end > begin || reaching.some((time) => time >= from)) active.add(session);
  }
  const shown = lanes.filter(({ session }) => active.has(session));
  return shown.length === 0 || shown.length === lanes.length ? lanes : shown;
}

/**
 * The span that a key goes to: the next or previous one of its lane, or the one that began nearest
 * in the lane above or below. The newest of the first lane when none is chosen.
 */
export function spanBeside(
  lanes: readonly Lane[],
  chosen: Row | undefined,
  key: "n" | "p" | "ArrowUp" | "ArrowDown",
): Row | undefined {
  const index = chosen === undefined ? -1 : lanes.findIndex(({ rows }) => rows.includes(chosen));
  const lane = lanes[index];
  if (lane === undefined || chosen === undefined) return lanes[0]?.rows.at(-1);
  const at = lane.rows.indexOf(chosen);
  if (key === "n" || key === "p") return lane.rows[at + (key === "n" ? 1 : -1)] ?? chosen;
  const other = lanes[index + (key === "ArrowDown" ? 1 : -1)];
  if (other === undefined) return chosen;
  const near = firstFrom(other.starts, lane.starts[at] ?? 0);
  return other.rows[Math.min(near, other.rows.length - 1)];
}

/** The first span of a lane that begins at this time or later. */
export function firstFrom(starts: readonly number[], time: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a span begins and ends, by the server's clock: emitters' clocks differ. */
function extent(row: Row): readonly [number, number] {
  if (row.kind === "waiting") return [row.received, row.answered ?? row.received + INSTANT];
  if (row.ended !== undefined) return [row.received, Math.max(row.ended, row.received + INSTANT)];
  if (row.status === "running") return [row.received, Infinity];
  return [Math.min(beginOf(row), row.received - INSTANT), row.received];
}

function isSpan(row: Row): boolean {
  if (row.kind === "waiting") return row.about === undefined;
  return row.kind === "tool" || row.kind === "prompt";
}

function freeTrack(lane: Lane, start: number): number {
  const busy = new Set<number>();
  // Only the latest spans can still last; looking at all would make long lanes slow.
  for (let at = lane.tracks.length - 1; at >= Math.max(0, lane.tracks.length - 8); at--) {
    if ((lane.ends[at] ?? 0) > start) busy.add(lane.tracks[at] ?? 0);
  }
  for (let track = 0; track < TRACKS; track++) if (!busy.has(track)) return track;
  return TRACKS - 1;
}

function inOrder(lanes: readonly Lane[]): readonly Lane[] {
  const sessions = Map.groupBy(lanes, (lane) => lane.session);
  return [...sessions.values()].flatMap((members) =>
    members.toSorted((a, b) => Number(a.agent !== undefined) - Number(b.agent !== undefined))
  );
}
