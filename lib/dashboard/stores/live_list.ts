import type { EventLog, LogChange } from "./event_log.ts";
import type { Row } from "./row.ts";

/** Says whether a row is to be shown. */
export type RowFilter = (row: Row) => boolean;

/** The rows that housekeeping folds into. */
interface Anchors {
  /** For what emitters sent. */
  readonly sent?: Row | undefined;
  /** For what the monitor tells of itself. */
  readonly own?: Row | undefined;
}

/** Rows looked at in one go: few enough that a key press is never felt. */
const CHUNK = 2500;

/**
 * The rows of a log that pass a filter, with housekeeping folded into the row before it. Another
 * filter is applied to the latest rows at once, and to older ones step by step.
 */
export class LiveList {
  visible: Row[] = [];
  /** Housekeeping events behind a visible row, by its id. */
  readonly folded = new Map<number, number>();
  #log: EventLog;
  #filter: RowFilter = () => true;
  #opened = new Set<number>();
  /** The last row of the monitor's own that others of its own fold into. */
  #own: Row | undefined;
  /** Rows of the log from here on have been looked at, up to `#to`. */
  #from = 0;
  #to = 0;

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** Whether all rows of the log have been looked at. */
  get isWhole(): boolean {
    return this.#from === 0;
  }

  /** Shows other rows from now on: at first the latest, then more with each {@linkcode back}. */
  refilter(filter: RowFilter): void {
    this.#filter = filter;
    this.#rebuild();
  }

  /** Looks at some more of the older rows. Returns how many of them are shown. */
  back(): number {
    const newestOwn = this.#own;
    const older = this.#scan(Math.max(0, this.#from - CHUNK), this.#from, {});
    this.#own = newestOwn ?? this.#own;
    this.#from = Math.max(0, this.#from - CHUNK);
    if (older.length > 0) this.visible = older.concat(this.visible);
    return older.length;
  }

  /** Takes in what changed in the log. Returns how many visible rows went at the beginning. */
  update(change: LogChange): number {
    if (change.appendedFrom !== this.#to) {
      this.#rebuild();
      return 0;
    }
    let gone = 0;
    if (change.trimmed > 0) {
      gone = this.#forget(this.#log.rows[0]?.id ?? Infinity);
      this.#from = Math.max(0, this.#from - change.trimmed);
      this.#to -= change.trimmed;
    }
    for (const row of change.completed) this.#reconsider(row);
    const { length } = this.#log.rows;
    const sent = this.visible.findLast((row) => row.kind !== "housekeeping" && !isOwn(row));
    const own = this.#own !== undefined && this.indexOf(this.#own.id) >= 0 ? this.#own : undefined;
    for (const row of this.#scan(this.#to, length, { sent, own })) this.visible.push(row);
    this.#to = length;
    return gone;
  }

  /** Opens or closes the housekeeping that is folded behind a row. */
  toggleFold(id: number): void {
    if (!this.#opened.delete(id)) this.#opened.add(id);
    const from = this.#from;
    this.#rebuild();
    while (this.#from > from) this.back();
  }

  isOpened(id: number): boolean {
    return this.#opened.has(id);
  }

  /** The place of a row in the list; -1 when it is not shown. */
  indexOf(id: number): number {
    const at = this.#placeOf(id);
    return this.visible[at]?.id === id ? at : -1;
  }

  #rebuild(): void {
    this.#to = this.#log.rows.length;
    this.#from = Math.max(0, this.#to - CHUNK);
    this.folded.clear();
    this.#own = undefined;
    this.visible = this.#scan(this.#from, this.#to, {});
  }

  /** A row that has ended may pass now, or not any more. */
  #reconsider(row: Row): void {
    const at = this.#placeOf(row.id);
    const isShown = this.visible[at] === row;
    if (isShown === this.#filter(row)) return;
    if (isShown) this.visible.splice(at, 1);
    else if (row.id >= (this.#log.rows[this.#from]?.id ?? 0)) this.visible.splice(at, 0, row);
  }

  /** What emitters sent is never folded into what the monitor tells of itself. */
  #scan(from: number, to: number, before: Anchors): Row[] {
    const shown: Row[] = [];
    let { sent, own } = before;
    for (let at = from; at < to; at++) {
      const row = this.#log.rows[at];
      if (row === undefined || !this.#filter(row)) continue;
      const anchor = isOwn(row) ? own : sent;
      if (row.kind === "housekeeping" && anchor !== undefined) {
        this.folded.set(anchor.id, (this.folded.get(anchor.id) ?? 0) + 1);
        if (this.#opened.has(anchor.id)) shown.push(row);
        continue;
      }
      shown.push(row);
      if (row.kind === "housekeeping") continue;
      if (isOwn(row)) own = row;
      else sent = row;
    }
    this.#own = own;
    return shown;
  }

  #forget(firstKept: number): number {
    const gone = this.visible.splice(0, this.#placeOf(firstKept));
    for (const row of gone) this.folded.delete(row.id);
    return gone.length;
  }

  #placeOf(id: number): number {
    let low = 0;
    let high = this.visible.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.visible[middle]?.id ?? Infinity) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** What follows from a tool call has the monitor's name, too, but belongs to its session. */
function isOwn({ source, session }: Row): boolean {
  return source === "monitor" && session === undefined;
}
