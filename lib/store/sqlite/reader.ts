import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { PageRequest } from "../store.ts";
import { NameReader } from "./names.ts";
import { type IdRange, planScan, type ScanPlan } from "./scan_plan.ts";
import { type StoredRow, toJson } from "./stored_event.ts";
import { windows } from "./windows.ts";

/** A page whose events are JSON text, as it crosses threads: one string is cheap, objects are not. */
export interface TextPage {
  /** A JSON array of canonical events. */
  readonly events: string;
  readonly last: number;
  readonly more: boolean;
}

/** A page ends when its events have this many characters. */
export const PAGE_CHARACTERS = 4 * 1024 * 1024;

/** A page ends when it has been looked for so long, in ms. */
const SCAN_MS = 40;

/** Looking at the clock costs as much as looking at a row. */
const ROWS_A_LOOK = 16;

/** What a reader knows of its store when it has opened it. */
export interface ReaderFacts {
  readonly id: string;
  readonly last: number;
  readonly events: number;
}

/** A read-only connection to a store. It blocks its thread, so it lives in a worker. */
export class StoreReader {
  readonly #database: DatabaseSync;
  readonly #names: NameReader;
  readonly #bounds: StatementSync;
  readonly #meta: StatementSync;
  readonly #now: () => number;

  constructor(path: string, now = () => performance.now()) {
    this.#database = new DatabaseSync(path, { readOnly: true });
    this.#database.exec("PRAGMA busy_timeout = 5000; PRAGMA query_only = ON");
    this.#names = new NameReader(this.#database);
    this.#bounds = this.#database.prepare(
      "SELECT (SELECT min(id) FROM events) AS low, (SELECT max(id) FROM events) AS high",
    );
    this.#meta = this.#database.prepare("SELECT value FROM meta WHERE name = ?");
    this.#now = now;
  }

  /** Who the store is, and how much is in it. */
  facts(): ReaderFacts {
    const { high } = this.#idBounds();
    const last = Math.max(high, Number(this.#metaValue("last") ?? 0));
    const count = this.#database.prepare("SELECT count(*) AS n FROM events").get()?.n;
    return { id: this.#metaValue("store") ?? "", last, events: Number(count) };
  }

  /** Reads one page. */
  page(request: PageRequest): TextPage {
    // One view of the store for all statements of the page.
    this.#database.exec("BEGIN");
    try {
      this.#names.refresh();
      return this.#page(request);
    } finally {
      this.#database.exec("COMMIT");
    }
  }

  close(): void {
    this.#database.close();
  }

  #page(request: PageRequest): TextPage {
    const { after, before, limit, q } = request;
    const descending = after === undefined;
    const range = this.#range(request);
    const plan = planScan({
      database: this.#database,
      names: this.#names,
      query: q ?? { kind: "and", terms: [] },
      indexed: Number(this.#metaValue("indexed") ?? 0),
    });
    const most = Math.min(Math.max(Math.trunc(limit), 1), 1000);
    const page = new PageBuilder(most, after ?? before ?? 0, (row) => toJson(row, this.#names));
    if (plan.isEmpty) return page.whole(range, descending);
    const deadline = this.#now() + SCAN_MS;
    for (const window of windows(range, descending, this.#now)) {
      if (this.#isOver(deadline, page)) return page.part();
      if (!this.#readWindow(plan, window, descending, deadline, page)) return page.part();
      page.last = descending ? window.low : window.high;
    }
    return page.whole(range, descending);
  }

  /** Whether the window was read to its end. */
  #readWindow(
    plan: ScanPlan,
    window: IdRange,
    descending: boolean,
    deadline: number,
    page: PageBuilder,
  ): boolean {
    let looks = 0;
    for (const row of plan.rows(window, descending)) {
      if (page.isFull) return false;
      if (plan.accepts(row)) page.add(row);
      page.last = Number(row.id);
      looks += 1;
      if (looks % ROWS_A_LOOK === 0 && this.#now() >= deadline) return false;
    }
    return true;
  }

  #isOver(deadline: number, page: PageBuilder): boolean {
    return page.isFull || this.#now() >= deadline;
  }

  #range({ after, before, upTo }: PageRequest): IdRange {
    const { low, high } = this.#idBounds();
    return {
      low: Math.max(low, (after ?? -1) + 1),
      high: Math.min(high, upTo ?? Infinity, (before ?? Infinity) - 1),
    };
  }

  #idBounds(): IdRange {
    const bounds = this.#bounds.get();
    return { low: Number(bounds?.low ?? 0), high: Number(bounds?.high ?? 0) };
  }

  #metaValue(name: string): string | undefined {
    const value = this.#meta.get(name)?.value;
    return typeof value === "string" ? value : undefined;
  }
}

/** Collects events until a page is full. */
class PageBuilder {
  readonly #most: number;
  readonly #toJson: (row: StoredRow) => string;
  readonly #events: string[] = [];
  #characters = 0;

  /** @param last where the page begins: the last id that the caller looked at */
  constructor(most: number, public last: number, toJson: (row: StoredRow) => string) {
    this.#most = most;
    this.#toJson = toJson;
  }

  get isFull(): boolean {
    return this.#events.length >= this.#most || this.#characters >= PAGE_CHARACTERS;
  }

  add(row: StoredRow): void {
    const text = this.#toJson(row);
    this.#events.push(text);
    this.#characters += text.length;
  }

  /** The page when there may be more in its direction. */
  part(): TextPage {
    return { events: `[${this.#events.join(",")}]`, last: this.last, more: true };
  }

  /** The page when the whole range has been looked at. */
  whole({ low, high }: IdRange, descending: boolean): TextPage {
    if (low <= high) this.last = descending ? low : high;
    return { events: `[${this.#events.join(",")}]`, last: this.last, more: false };
  }
}
