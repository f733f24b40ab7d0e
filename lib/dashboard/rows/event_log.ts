import type { CanonicalEvent } from "../../events/event.ts";
import { Names } from "./names.ts";
import { OpenPairs } from "./pairing.ts";
import { answeredCall, askedCall } from "./asked_call.ts";
import { brokenOffBy } from "./broken_off.ts";
import { breakOff, completeRow, makeRow, renameRow, type Row } from "./row.ts";
import { UnnamedRows } from "./unnamed_rows.ts";

/** What one change did to the log; views use it to redo as little as possible. */
export interface LogChange {
  /** Rows that are new, side by side, in id order. */
  readonly fresh: readonly Row[];
  /** Rows that were there before, and have ended or changed now. */
  readonly completed: readonly Row[];
  /** Rows that were there before, and turned out to be the ends of others. */
  readonly joined: readonly Row[];
  /** Rows that were taken off at the beginning. */
  readonly trimmed: number;
}

/** Rows among which that is looked for which an event belongs to: it cannot be far. */
const LOOK_BACK = 40;

/** Rows in id order, pairs joined, bounded. */
export class EventLog {
  readonly rows: Row[] = [];
  /** Grows when rows went away or came between others, so that places have changed. */
  epoch = 0;
  #open = new OpenPairs();
  #names: Names;
  #unnamed: UnnamedRows;
  #limit: number;
  #relabelled = 0;

  /**
   * @param limit most rows to keep; the oldest go first
   * @param names what sessions and agents are called; several logs may share it
   */
  constructor(limit: number, names = new Names()) {
    this.#limit = limit;
    this.#names = names;
    this.#unnamed = new UnnamedRows(names);
  }

  /** Notes that questions have been answered. @param at ms since 1970, UTC */
  answer(events: readonly number[], at: number): void {
    for (const event of events) {
      const row = this.find(event);
      const about = row?.about === undefined ? row : this.find(row.about);
      if (about?.asked !== undefined && about.endId === 0) about.answered ??= at;
    }
  }

  /** Adds events, in id order, that follow all that is here. */
  append(events: readonly CanonicalEvent[]): LogChange {
    return this.#addAll(events, []);
  }

  /** Adds events, in id order, that belong before or between what is here. */
  insert(events: readonly CanonicalEvent[]): LogChange {
    this.epoch++;
    return this.#addAll(events, this.rows.splice(this.indexOf(events[0]?.id ?? Infinity)));
  }

  clear(): void {
    this.epoch++;
    this.rows.length = 0;
    this.#open.clear();
    this.#unnamed.clear();
  }

  /** Names rows whose session has become known. */
  rename(): void {
    this.#unnamed.rename();
    if (this.#relabelled === this.#names.relabelled) return;
    this.#relabelled = this.#names.relabelled;
    for (const row of this.rows) {
      if (this.#names.whoOf(row) !== row.who) renameRow(row, this.#names);
    }
  }

  /** The place of the first row whose id is not below this one. */
  indexOf(id: number): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.rows[middle]?.id ?? Infinity) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The row that holds this event, alone or as the end of a pair. */
  find(id: number): Row | undefined {
    const row = this.rows[this.indexOf(id)];
    if (row?.id === id) return row;
    return this.rows.findLast((candidate) => candidate.endId === id);
  }

  /** Rows of calls that have begun and not ended. */
  open(): Iterable<Row> {
    return this.#open;
  }

  /** @param later rows that come after these events again */
  #addAll(events: readonly CanonicalEvent[], later: readonly Row[]): LogChange {
    const first = events[0]?.id ?? 0;
    const begin = this.rows.length;
    const changed = events.flatMap((event) => {
      const row = this.#add(event);
      const asked = this.#noteQuestion(event);
      return [...row === undefined ? [] : [row], ...asked, ...this.#breakOff(event)];
    });
    const fresh = this.rows.slice(begin);
    const joined: Row[] = [];
    for (const row of later) {
      const opener = row.endId === 0 ? this.#open.take(row) : undefined;
      if (opener === undefined) this.rows.push(row);
      else {
        completeRow(opener, row);
        changed.push(opener);
        joined.push(row);
      }
    }
    this.rename();
    const completed = changed.filter((row) => row.id < first);
    return { fresh, completed, joined, trimmed: this.#trim() };
  }

  /** Returns the row that the event tells more of, where there is one. */
  #add(event: CanonicalEvent): Row | undefined {
    const opener = this.#open.take(event);
    if (opener !== undefined) {
      completeRow(opener, event);
      return opener;
    }
    const tested = this.#testedBy(event);
    const made = makeRow(event, this.#names);
    const row: Row = this.#isSaidAlready(made) ? { ...made, kind: "housekeeping" } : made;
    this.rows.push(row);
    this.#unnamed.add(row);
    this.#open.add(row);
    return tested;
  }

  /** Notes at a call when the person was asked about it, and answered. */
  #noteQuestion(event: CanonicalEvent): readonly Row[] {
    const asked = askedCall(event, this.#open);
    const question = this.rows.at(-1);
    if (question?.id === event.id && question.kind === "waiting") {
      question.asked = event.received;
      if (asked !== undefined) question.about = asked.id;
    }
    if (asked !== undefined) asked.asked = event.received;
    const answered = answeredCall(event, this.#open);
    if (answered !== undefined) answered.answered ??= event.received;
    return [asked, answered].filter((row) => row !== undefined);
  }

  /** Ends the calls that an event shows to be over, and gives them back. */
  #breakOff(event: CanonicalEvent): readonly Row[] {
    const { rows, outcome } = brokenOffBy(event, this.#open);
    for (const row of rows) {
      breakOff(row, event, outcome);
      this.#open.remove(row);
    }
    return rows;
  }

  /** The command that ran tests tells their result, which the server has read from its output. */
  #testedBy(event: CanonicalEvent): Row | undefined {
    if (event.type !== "test.result" || event.correlation === undefined) return undefined;
    const near = this.rows.slice(-LOOK_BACK);
    const row = near.findLast((candidate) => candidate.correlation === event.correlation);
    if (row?.kind !== "tool") return undefined;
    // Without counts it says less than the command's own outcome.
    const counts = /^Tests[^:]*: (.+)/.exec(event.summary)?.[1];
    if (counts === undefined) return undefined;
    row.outcome = counts;
    return row;
  }

  /** A permission that is asked for is notified of again some seconds later. */
  #isSaidAlready(row: Row): boolean {
    if (row.kind !== "waiting" || row.type !== "notification") return false;
    for (let at = this.rows.length - 1; at >= Math.max(0, this.rows.length - LOOK_BACK); at--) {
      const before = this.rows[at];
      if (before?.session !== row.session || before?.kind === "housekeeping") continue;
      return before?.kind === "waiting";
    }
    return false;
  }

  #trim(): number {
    const surplus = this.rows.length - this.#limit;
    // Taken off in big steps, since moving the whole list for each row would be felt.
    if (surplus < this.#limit / 20) return 0;
    this.epoch++;
    const gone = this.rows.splice(0, surplus);
    this.#unnamed.forgetBefore(this.rows[0]?.id ?? Infinity);
    for (const row of gone) {
      if (row.status === "running") this.#open.remove(row);
    }
    return gone.length;
  }
}
