import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Amendment } from "../../../events/pairs/pairing.ts";
import type { StringWriter } from "../rows/interned_strings.ts";
import { type PackedRows, type Row, rowAt } from "../rows/packed_rows.ts";
import { StringIds } from "../rows/string_ids.ts";
import type { WriteBuffer } from "../rows/write_buffer.ts";
import type { AppendOutcome } from "./append_outcome.ts";
import type { Duplicates } from "./duplicates.ts";
import type { PairIndex } from "./pair_index.ts";
import type { StoreClock } from "./store_clock.ts";

const INSERT = `INSERT INTO events (id, ts, received, source, category, type, session, agent,
  project, tool, correlation, status, duration_ms, summary, data)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const KEYS_PURGED_AT_ONCE = 200;

/** So many events go straight to where the indexes are. */
const LARGE_COMMIT = 200;

/** What {@linkcode RowAppender} works on. */
export interface RowAppenderParts {
  readonly database: DatabaseSync;
  readonly buffer: WriteBuffer;
  readonly names: StringWriter;
  readonly duplicates: Duplicates;
  readonly pairs: PairIndex;
  readonly clock: StoreClock;
  /** The highest id ever given. */
  readonly last: number;
}

/** Gives events their ids and writes them, within a transaction of the caller. */
export class RowAppender {
  readonly #insert: StatementSync;
  readonly #buffer: WriteBuffer;
  readonly #names: StringWriter;
  readonly #duplicates: Duplicates;
  readonly #pairs: PairIndex;
  readonly #clock: StoreClock;
  #last: number;

  constructor({ database, buffer, names, duplicates, pairs, clock, last }: RowAppenderParts) {
    this.#insert = database.prepare(INSERT);
    this.#buffer = buffer;
    this.#names = names;
    this.#duplicates = duplicates;
    this.#pairs = pairs;
    this.#clock = clock;
    this.#last = last;
  }

  /** The highest id ever given. */
  get last(): number {
    return this.#last;
  }

  /** A transaction was undone: ids behind this one were given to nobody. */
  goBackTo(last: number): void {
    this.#last = last;
  }

  /** Writes all events that are no duplicates. */
  addAll(rows: PackedRows): AppendOutcome {
    const ids = new Float64Array(rows.groups.reduce((sum, size) => sum + size, 0));
    const amendments: [number, Amendment][] = [];
    const strings = new StringIds(this.#names, rows.strings);
    const isMany = ids.length >= LARGE_COMMIT;
    const { lead } = this.#clock.look(this.#last);
    // Ids stay in the order in which the tables are read.
    if (isMany) this.#buffer.settle();
    for (let index = 0; index < ids.length; index++) {
      const row = rowAt(rows, index);
      if (index === 0) this.#duplicates.tidy(row.received);
      const first = this.#duplicates.find(row, strings, lead);
      if (first !== undefined) {
        ids[index] = -first;
        continue;
      }
      const amendment = this.#pairs.see(row, strings);
      ids[index] = this.#add(row, strings, amendment, isMany);
      if (amendment !== undefined) amendments.push([index, amendment]);
    }
    return { ids, amendments, errors: [] };
  }

  #add(
    row: Row,
    strings: StringIds,
    amendment: Amendment | undefined,
    isMany: boolean,
  ): number {
    const id = this.#last + 1;
    const correlation = amendment?.correlation ?? row.correlation ?? null;
    const values = [
      id,
      row.ts,
      row.received,
      strings.source(row.source),
      strings.id(row.category),
      strings.id(row.type),
      strings.id(row.session),
      strings.id(row.agent),
      strings.id(row.project),
      strings.id(row.tool),
      correlation,
      strings.id(row.status),
      amendment?.duration_ms ?? row.duration ?? null,
      row.summary,
      row.data,
    ];
    if (isMany) this.#insert.run(...values);
    else this.#buffer.add(values);
    this.#duplicates.add(row, strings, id, correlation);
    if (id % KEYS_PURGED_AT_ONCE === 0) {
      this.#duplicates.purgeKeys(row.received - this.#clock.trusted.lead, KEYS_PURGED_AT_ONCE);
    }
    this.#last = id;
    return id;
  }
}
