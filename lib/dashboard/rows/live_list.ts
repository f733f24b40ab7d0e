import type { EventLog, LogChange } from "./event_log.ts";
import { type Anchors, foldInto, isOwn } from "./folding.ts";
import type { Row } from "./row.ts";

/** Says whether a row is to be shown. */
export type RowFilter = (row: Row) => boolean;

/** Says whether older rows are looked at, too, after so many were found. */
export type MayGoOn = (found: number) => boolean;

/** Where visible rows came or went, and how many: negative when they went. */
export interface Shift {
  readonly at: number;
  readonly by: number;
}

/** Rows looked at between two questions whether to go on. */
const STEP = 200;

const always = () => true;

/**
 * The rows of a log that pass a filter, with housekeeping folded into the row before it. Another
 * filter is applied to the latest rows first, and to older ones for as long as there is time.
 */
export class LiveList {
  visible: Row[] = [];
  /** Housekeeping events behind a visible row, by its id. */
  readonly folded = new Map<number, number>();
  #log: EventLog;
  #filter: RowFilter = always;
  #opened = new Set<number>();
  /** The last row of the monitor's own that others of its own fold into. */
  #own: Row | undefined;
  /** Housekeeping at the beginning, shown until the row that it folds into is found. */
  #orphans: Row[] = [];
  /** Rows from this id on have been looked at; 0 when all have. */
  #from = 0;

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** Whether all rows of the log have been looked at. */
  get isWhole(): boolean {
    return this.#from === 0;
  }

  /**
   * Shows other rows from now on: the latest at once, older ones with each {@linkcode back}.
   *
   * @param mayGoOn is asked now and then, with the number of rows found, whether there is time
   */
  refilter(filter: RowFilter, mayGoOn: MayGoOn): void {
    this.#filter = filter;
    this.#restart();
    this.back(mayGoOn);
  }

  /** Looks at older rows for as long as it may. Returns how many more of them are shown. */
  back(mayGoOn: MayGoOn): number {
    const before = this.visible.length;
    const { rows } = this.#log;
    const found: Row[] = [];
    let at = this.#log.indexOf(this.#from);
    do {
      for (const end = Math.max(0, at - STEP); at > end;) {
        const row = rows[--at];
        if (row !== undefined && this.#filter(row)) found.push(row);
      }
    } while (at > 0 && mayGoOn(found.length));
    this.#from = at === 0 ? 0 : rows[at]?.id ?? 0;
    const older = foldInto({}, found.reverse(), this.folded, this.#opened);
    this.#adopt(older.last);
    this.#own ??= older.last.own;
    this.#orphans = [...older.orphans, ...this.#orphans];
    this.visible = older.shown.concat(this.visible);
    return this.visible.length - before;
  }

  /** Takes in what changed in the log. */
  update({ fresh, completed, joined, trimmed }: LogChange): Shift {
    const before = this.visible.length;
    if (trimmed > 0) this.#forget(this.#log.rows[0]?.id ?? Infinity);
    for (const row of joined) this.#show(row, false);
    const gone = before - this.visible.length;
    for (const row of completed) {
      // What has not been looked at is met as it is by then.
      if (row.id >= this.#from) this.#show(row, this.#filter(row));
    }
    const firstKept = Math.max(this.#from, this.#log.rows[0]?.id ?? 0);
    const passing = fresh.filter((row) => row.id >= firstKept && this.#filter(row));
    const first = passing[0];
    if (first === undefined) return { at: 0, by: -gone };
    const at = this.#placeOf(first.id);
    const isEnd = at === this.visible.length;
    const { shown, last, orphans } = foldInto(
      this.#before(at),
      passing,
      this.folded,
      this.#opened,
    );
    if (at === 0) this.#adopt(last);
    this.#orphans = at === 0 ? [...orphans, ...this.#orphans] : [...this.#orphans, ...orphans];
    if (!isEnd) {
      this.visible = this.visible.slice(0, at).concat(shown, this.visible.slice(at));
      return { at, by: this.visible.length - before };
    }
    this.#own = last.own;
    for (const row of shown) this.visible.push(row);
    return { at: 0, by: -gone };
  }

  /** Shows nothing: the log is empty. */
  clear(): void {
    this.#restart();
    this.#from = 0;
    this.#opened.clear();
  }

  /** Opens or closes the housekeeping that is folded behind a row. */
  toggleFold(id: number): void {
    const behind = this.#behind(id);
    const isOpen = this.#opened.delete(id);
    if (!isOpen) this.#opened.add(id);
    for (const row of behind) this.#show(row, !isOpen);
  }

  isOpened(id: number): boolean {
    return this.#opened.has(id);
  }

  /** The place of a row in the list; -1 when it is not shown. */
  indexOf(id: number): number {
    const at = this.#placeOf(id);
    return this.visible[at]?.id === id ? at : -1;
  }

  #restart(): void {
    this.#from = Infinity;
    this.#own = undefined;
    this.#orphans = [];
    this.folded.clear();
    this.visible = [];
  }

  /** Puts a row to its place, or takes it away. */
  #show(row: Row, shown: boolean): void {
    const at = this.#placeOf(row.id);
    if ((this.visible[at] === row) === shown) return;
    if (shown) this.visible.splice(at, 0, row);
    else this.visible.splice(at, 1);
  }

  /** What housekeeping at a place of the list folds into. */
  #before(at: number): Anchors {
    const isAnchor = (row: Row) => row.kind !== "housekeeping" && !isOwn(row);
    if (at < this.visible.length) return { sent: this.visible.slice(0, at).findLast(isAnchor) };
    const own = this.#own !== undefined && this.indexOf(this.#own.id) >= 0 ? this.#own : undefined;
    return { sent: this.visible.findLast(isAnchor), own };
  }

  /** Folds what was shown at the beginning for want of a row before it. */
  #adopt({ sent, own }: Anchors): void {
    const hidden = new Set<Row>();
    this.#orphans = this.#orphans.filter((row) => {
      const anchor = isOwn(row) ? own : sent;
      if (anchor === undefined) return true;
      const behind = 1 + (this.folded.get(row.id) ?? 0);
      this.folded.set(anchor.id, (this.folded.get(anchor.id) ?? 0) + behind);
      this.folded.delete(row.id);
      if (this.#own === row) this.#own = anchor;
      if (!this.#opened.has(anchor.id)) hidden.add(row);
      return false;
    });
    if (hidden.size > 0) this.visible = this.visible.filter((row) => !hidden.has(row));
  }

  /** The housekeeping that is folded behind a row. */
  #behind(id: number): readonly Row[] {
    const { rows } = this.#log;
    const found: Row[] = [];
    let at = this.#log.indexOf(id);
    const anchor = rows[at];
    if (anchor === undefined) return [];
    for (let row = rows[++at]; row !== undefined; row = rows[++at]) {
      if (isOwn(row) !== isOwn(anchor) || !this.#filter(row)) continue;
      if (row.kind !== "housekeeping") break;
      found.push(row);
    }
    return found;
  }

  #forget(firstKept: number): void {
    const gone = this.visible.splice(0, this.#placeOf(firstKept));
    for (const row of gone) this.folded.delete(row.id);
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
