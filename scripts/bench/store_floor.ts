import { DatabaseSync, type StatementSync } from "node:sqlite";
import { MIGRATIONS } from "../../lib/store/sqlite/file/schema.ts";
import { packRows, rowAt } from "../../lib/store/sqlite/rows/packed_rows.ts";
import type { NewEvent } from "../../lib/events/new_event.ts";

/**
 * The floor of the store: a bare loop over the same tables and indexes, with rows that are ready,
 * in transactions of 1000.
 */
export class BareStore {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #words = new Map<string, number>();
  #last = 0;

  constructor(path: string) {
    this.#database = new DatabaseSync(path);
    this.#database.exec("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
    this.#database.exec("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000");
    for (const step of MIGRATIONS) this.#database.exec(step);
    this.#insert = this.#database.prepare(
      `INSERT INTO events VALUES (${Array.from({ length: 15 }, () => "?").join(", ")})`,
    );
  }

  /** Writes events; returns how long that took, in ms. */
  write(events: readonly NewEvent[]): number {
    const rows = this.#rows(events);
    const start = performance.now();
    for (let at = 0; at < rows.length; at += 1000) {
      this.#database.exec("BEGIN");
      for (const row of rows.slice(at, at + 1000)) this.#insert.run(...row);
      this.#database.exec("COMMIT");
    }
    return performance.now() - start;
  }

  close(): void {
    this.#database.close();
  }

  #rows(events: readonly NewEvent[]): (string | number | null)[][] {
    const packed = packRows([events]);
    const number = (place: number) => {
      const word = packed.strings[place - 1];
      if (word === undefined) return null;
      const known = this.#words.get(word) ?? this.#words.size + 1;
      this.#words.set(word, known);
      return known;
    };
    return events.map((_, index) => {
      const row = rowAt(packed, index);
      const { source, category, type, session, agent, project, tool, status } = row;
      return [
        ++this.#last,
        row.ts,
        row.received,
        ...[source, category, type, session, agent, project, tool].map(number),
        row.correlation ?? null,
        number(status),
        row.duration ?? null,
        row.summary,
        row.data,
      ];
    });
  }
}

/** Writes events to a new {@linkcode BareStore}; returns rows a second. */
export function bareLoop(path: string, events: readonly NewEvent[]): number {
  const bare = new BareStore(path);
  const ms = bare.write(events);
  bare.close();
  return events.length / ms * 1000;
}
