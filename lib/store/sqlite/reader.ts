import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { PageRequest, TextPage } from "../store.ts";
import { NameReader } from "./names.ts";
import type { Query } from "../../events/query/query.ts";
import { PageBuilder } from "./page_builder.ts";
import { type IdRange, isRefusal, ScanPlan } from "./scan_plan.ts";
import { type StoredRow, toJson } from "./stored_event.ts";
import { windows } from "./windows.ts";

/** Events that are looked at to learn which words are rare. */
const SAMPLE = 300;

/** So few events are sooner read than looked up. */
const SMALL_RANGE = 2000;

const EVERYTHING: Query = { kind: "and", terms: [] };

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
    const { low, high } = this.#idBounds();
    const last = Math.max(high, Number(this.#metaValue("last") ?? 0));
    // Ids have no gaps, and only the oldest events are deleted: there is no need to count them.
    return { id: this.#metaValue("store") ?? "", last, events: high === 0 ? 0 : high - low + 1 };
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
    const { after, before, limit, q = EVERYTHING } = request;
    const descending = after === undefined;
    const range = this.#range(request);
    const plan = new ScanPlan({ database: this.#database, names: this.#names, query: q });
    const page = new PageBuilder({
      most: Math.min(Math.max(Math.trunc(limit), 1), 1000),
      from: after ?? before ?? 0,
      toJson: (row) => toJson(row, this.#names),
      now: this.#now,
    });
    const scan: Scan = { plan, page, descending };
    const isWhole = plan.isEmpty ||
      this.#parts(range, scan).every(({ part, isIndexed }) =>
        isIndexed ? this.#search(part, scan) : this.#scan(part, scan)
      );
    return isWhole ? page.whole(range, descending) : page.part();
  }

  /** The range in the parts that it is read in: the newest events are not in the index yet. */
  #parts(range: IdRange, { plan, descending }: Scan): { part: IdRange; isIndexed: boolean }[] {
    const indexed = plan.hasWords ? Number(this.#metaValue("indexed") ?? 0) : 0;
    const older = {
      part: { low: range.low, high: Math.min(range.high, indexed) },
      isIndexed: true,
    };
    const newer = {
      part: { low: Math.max(range.low, indexed + 1), high: range.high },
      isIndexed: false,
    };
    const parts = descending ? [newer, older] : [older, newer];
    return parts.filter(({ part }) => part.low <= part.high);
  }

  /** Reads a range with the help of the index of words; whether it came to the end of it. */
  #search(range: IdRange, scan: Scan): boolean {
    const { plan, page, descending } = scan;
    if (range.high - range.low < SMALL_RANGE) return this.#scan(range, scan);
    const sample: StoredRow[] = [];
    for (const row of plan.all(range, descending)) {
      if (page.isOver) return false;
      page.look(row, plan.accepts(row));
      sample.push(row);
      if (sample.length === SAMPLE) break;
    }
    const rest = descending ? { ...range, high: page.last - 1 } : { ...range, low: page.last + 1 };
    const words = plan.rareWords(sample);
    if (words === undefined) return this.#scan(rest, scan);
    try {
      return readRows(plan.byWords(rest, words, descending), scan);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return this.#scan(rest, scan);
    }
  }

  /** Reads a range row by row; whether it came to the end of it. */
  #scan(range: IdRange, scan: Scan): boolean {
    const { plan, page, descending } = scan;
    for (const window of windows(range, descending, this.#now)) {
      if (page.isOver) return false;
      if (!readRows(plan.byColumns(window, descending), scan)) return false;
      page.last = descending ? window.low : window.high;
    }
    return true;
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

interface Scan {
  readonly plan: ScanPlan;
  readonly page: PageBuilder;
  readonly descending: boolean;
}

function readRows(rows: Iterable<StoredRow>, { plan, page }: Scan): boolean {
  for (const row of rows) {
    if (page.isOver) return false;
    page.look(row, plan.accepts(row));
  }
  return true;
}
