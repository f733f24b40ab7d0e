import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { AggregateRequest, PageRequest, TextPage } from "../../store.ts";
import type { Aggregate } from "../../../events/aggregate.ts";
import { timeToCount, timeToRead } from "./answer_time.ts";
import { emulateWriteBuffer } from "../rows/write_buffer.ts";
import { StringReader } from "../rows/interned_strings.ts";
import { missingFrom } from "../salvage/salvage.ts";
import type { Query } from "../../../events/query/query.ts";
import { PageBuilder } from "./page_builder.ts";
import { type EventTable, type IdRange, isRefusal, ScanPlan } from "./scan_plan.ts";
import { type StoredRow, toJson } from "../rows/stored_event.ts";
import { AggregateBuilder } from "./aggregate_builder.ts";
import { ASKING_TOOLS } from "../../../events/pairs/asking_tools.ts";
import { DELEGATING_TOOLS } from "../../../events/tools/delegation.ts";
import { cut, inOrder, type Part, readRows, type Scan } from "./scan.ts";
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
  readonly #names: StringReader;
  readonly #bounds: StatementSync;
  readonly #meta: StatementSync;
  readonly #since: StatementSync;
  readonly #oldest: StatementSync;
  readonly #now: () => number;

  constructor(path: string, now = () => performance.now()) {
    this.#database = new DatabaseSync(path, { readOnly: true });
    this.#database.exec("PRAGMA busy_timeout = 5000");
    emulateWriteBuffer(this.#database);
    this.#database.exec("PRAGMA query_only = ON");
    this.#names = new StringReader(this.#database);
    this.#bounds = this.#database.prepare(
      `SELECT coalesce((SELECT min(id) FROM events), (SELECT min(id) FROM arrivals)) AS low,
        (SELECT max(id) FROM events) AS settled, (SELECT max(id) FROM arrivals) AS arrived`,
    );
    this.#meta = this.#database.prepare("SELECT value FROM meta WHERE name = ?");
    // Clocks are set back now and then: the first few by the clock are not always the first.
    this.#since = this.#database.prepare(
      `SELECT min(id) AS id FROM (
        SELECT id FROM (SELECT id FROM events WHERE received >= ?1 ORDER BY received LIMIT 1000)
        UNION ALL SELECT id FROM arrivals WHERE received >= ?1
      )`,
    );
    this.#oldest = this.#database.prepare(
      `SELECT coalesce((SELECT received FROM events ORDER BY id LIMIT 1),
        (SELECT received FROM arrivals ORDER BY id LIMIT 1)) AS received`,
    );
    this.#now = now;
  }

  /** Who the store is, and how much is in it. */
  facts(): ReaderFacts {
    const { low, high } = this.#idBounds();
    const last = Math.max(high, Number(this.#metaValue("last") ?? 0));
    // Ids have no unknown gaps, and only the oldest events are deleted: no need to count them.
    const events = high === 0 ? 0 : high - low + 1 - missingFrom(this.#database, low);
    return { id: this.#metaValue("store") ?? "", last, events };
  }

  /** Reads one page. `waited` is how long the query has waited for this thread, in ms. */
  page(request: PageRequest, waited = 0): TextPage {
    return this.#inOneView(() => this.#page(request, timeToRead(waited)));
  }

  /** Counts events, newest first, until the time is up. */
  aggregate(request: AggregateRequest, waited = 0): Aggregate {
    return this.#inOneView(() => this.#aggregate(request, timeToCount(waited)));
  }

  /** Gives all statements the same view of the store. */
  #inOneView<T>(read: () => T): T {
    this.#database.exec("BEGIN");
    try {
      this.#names.refresh();
      return read();
    } finally {
      this.#database.exec("COMMIT");
    }
  }

  close(): void {
    this.#database.close();
  }

  #page(request: PageRequest, time: number): TextPage {
    const { after, before, limit, q = EVERYTHING } = request;
    const descending = after === undefined;
    const range = this.#range(request);
    const plan = new ScanPlan({ database: this.#database, names: this.#names, query: q });
    const page = new PageBuilder({
      most: Math.min(Math.max(Math.trunc(limit), 1), 1000),
      from: after ?? before ?? 0,
      toJson: (row) => toJson(row, this.#names),
      time,
      now: this.#now,
    });
    const scan = { plan, page, descending };
    return this.#readAll(range, scan) ? page.whole(range, descending) : page.part();
  }

  #aggregate(request: AggregateRequest, time: number): Aggregate {
    const { before, upTo, since, step = 0, calls = false, q = EVERYTHING } = request;
    const within: Query = since === undefined
      ? q
      : { kind: "and", terms: [q, { kind: "range", field: "received", from: since }] };
    const bounds = {
      ...(before === undefined ? {} : { before }),
      ...(upTo === undefined ? {} : { upTo }),
    };
    const whole = this.#range({ ...bounds, limit: 1 });
    const range = { ...whole, low: Math.max(whole.low, this.#firstSince(since)) };
    const plan = new ScanPlan({
      database: this.#database,
      names: this.#names,
      query: within,
    });
    const numbers = (...words: string[]) => this.#names.find((text) => words.includes(text)) ?? [];
    const page = new AggregateBuilder({
      from: before ?? 0,
      step,
      calls,
      words: {
        error: numbers("error"),
        ends: numbers("tool.post", "tool.failure"),
        delegations: numbers(...DELEGATING_TOOLS),
        questions: numbers(...ASKING_TOOLS),
      },
      text: (id) => this.#names.text(id),
      time,
      now: this.#now,
    });
    const isWhole = plan.isEmpty ||
      (plan.isExact
        ? this.#count(range, plan, page)
        : this.#readAll(range, { plan, page, descending: true }));
    const oldest = this.#oldest.get()?.received ?? null;
    return page.result(range, oldest === null ? null : Number(oldest), isWhole);
  }

  /** Lets SQLite count a range, newest first; whether it came to the end of it. */
  #count(range: IdRange, plan: ScanPlan, page: AggregateBuilder): boolean {
    return inOrder([this.#settledPart(range), this.#arrivedPart(range)], true)
      .every(({ part, table }) => this.#countIn(table, part, plan, page));
  }

  #countIn(table: EventTable, range: IdRange, plan: ScanPlan, page: AggregateBuilder): boolean {
    for (const window of windows(range, true, this.#now)) {
      if (page.isOver) return false;
      const { columns, groupBy } = page.sql;
      for (const row of plan.select(columns, window, `GROUP BY ${groupBy}`, table)) page.add(row);
      const { slow } = page;
      if (slow !== undefined) {
        for (const row of plan.select("*", window, `AND ${slow}`, table)) page.keep(row);
      }
      page.last = window.low;
    }
    return true;
  }

  /** An id that no event received from a moment on precedes, but where the clock went backwards. */
  #firstSince(since: number | undefined): number {
    if (since === undefined) return 0;
    return Number(this.#since.get(since)?.id ?? Infinity);
  }

  /** Reads a range; whether it came to the end of it. */
  #readAll(range: IdRange, scan: Scan): boolean {
    return scan.plan.isEmpty ||
      this.#parts(range, scan).every(({ part, table, isIndexed }) =>
        isIndexed ? this.#search(part, scan) : this.#scan(part, scan, table)
      );
  }

  /** The range in the parts that it is read in: the newest events are in no index yet. */
  #parts(range: IdRange, { plan, descending }: Scan): readonly Part[] {
    const indexed = plan.hasWords ? Number(this.#metaValue("indexed") ?? 0) : 0;
    const { part: settled } = this.#settledPart(range);
    const [older, newer] = cut(settled, indexed);
    return inOrder([
      { part: older, table: "events", isIndexed: true },
      { part: newer, table: "events" },
      this.#arrivedPart(range),
    ], descending);
  }

  #settledPart(range: IdRange): Part {
    return { part: cut(range, this.#idBounds().settled)[0], table: "events" };
  }

  #arrivedPart(range: IdRange): Part {
    return { part: cut(range, this.#idBounds().settled)[1], table: "arrivals" };
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
  #scan(range: IdRange, scan: Scan, table: EventTable = "events"): boolean {
    const { plan, page, descending } = scan;
    for (const window of windows(range, descending, this.#now)) {
      if (page.isOver) return false;
      if (!readRows(plan.byColumns(window, descending, table), scan)) return false;
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

  /** The ids that there are, and the highest one that is not among the arrivals. */
  #idBounds(): IdRange & { readonly settled: number } {
    const { low, settled, arrived } = this.#bounds.get() ?? {};
    const high = Number(arrived ?? settled ?? 0);
    return { low: Number(low ?? 0), high, settled: Number(settled ?? 0) };
  }

  #metaValue(name: string): string | undefined {
    const value = this.#meta.get(name)?.value;
    return typeof value === "string" ? value : undefined;
  }
}
