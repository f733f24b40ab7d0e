import type { EventLog, LogChange } from "./event_log.ts";
import type { Row } from "./row.ts";

/** Says whether a row is to be shown. */
export type RowFilter = (row: Row) => boolean;

/** The rows of a log that pass a filter, with housekeeping folded into the row before it. */
export class LiveList {
  readonly visible: Row[] = [];
  /** Housekeeping events behind a visible row, by its id. */
  readonly folded = new Map<number, number>();
  #log: EventLog;
  #filter: RowFilter = () => true;
  #opened = new Set<number>();
  #scanned = 0;

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** Shows other rows from now on. */
  refilter(filter: RowFilter): void {
    this.#filter = filter;
    this.#rebuild();
  }

  /** Takes in what changed in the log. Returns how many visible rows went at the beginning. */
  update(change: LogChange): number {
    if (change.appendedFrom === -1 || change.appendedFrom !== this.#scanned) {
      this.#rebuild();
      return 0;
    }
    if (change.trimmed === 0) {
      this.#scan();
      return 0;
    }
    const before = this.visible.length;
    const first = this.#log.rows[0]?.id ?? Infinity;
    const kept = this.visible.findIndex((row) => row.id >= first);
    const gone = this.visible.splice(0, kept === -1 ? before : kept);
    for (const row of gone) this.folded.delete(row.id);
    this.#scanned -= change.trimmed;
    this.#scan();
    return gone.length;
  }

  /** Opens or closes the housekeeping that is folded behind a row. */
  toggleFold(id: number): void {
    if (!this.#opened.delete(id)) this.#opened.add(id);
    this.#rebuild();
  }

  isOpened(id: number): boolean {
    return this.#opened.has(id);
  }

  /** The place of a row in the list; -1 when it is not shown. */
  indexOf(id: number): number {
    let low = 0;
    let high = this.visible.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.visible[middle]?.id ?? Infinity;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  #rebuild(): void {
    this.visible.length = 0;
    this.folded.clear();
    this.#scanned = 0;
    this.#scan();
  }

  #scan(): void {
    const { rows } = this.#log;
    let anchor = this.#lastAnchor();
    for (let at = this.#scanned; at < rows.length; at++) {
      const row = rows[at];
      if (row === undefined || !this.#filter(row)) continue;
      if (row.kind !== "housekeeping") {
        anchor = row;
        this.visible.push(row);
        continue;
      }
      if (anchor === undefined) {
        this.visible.push(row);
        continue;
      }
      this.folded.set(anchor.id, (this.folded.get(anchor.id) ?? 0) + 1);
      if (this.#opened.has(anchor.id)) this.visible.push(row);
    }
    this.#scanned = rows.length;
  }

  #lastAnchor(): Row | undefined {
    return this.visible.findLast((row) => row.kind !== "housekeeping");
  }
}
