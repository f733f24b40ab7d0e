import { DatabaseSync } from "node:sqlite";
import { MIGRATIONS } from "../../lib/store/sqlite/schema.ts";
import { packRows, rowAt } from "../../lib/store/sqlite/packed_rows.ts";
import type { NewEvent } from "../../lib/store/store.ts";

/**
 * The floor of the store: a bare loop over the same tables and indexes, with rows that are ready,
 * in transactions of 1000.
 *
 * @returns rows a second
 */
export function bareLoop(path: string, events: readonly NewEvent[]): number {
  const database = new DatabaseSync(path);
  database.exec("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000");
  for (const step of MIGRATIONS) database.exec(step);
  const insert = database.prepare(
    `INSERT INTO events VALUES (${Array.from({ length: 15 }, () => "?").join(", ")})`,
  );
  const packed = packRows([events]);
  const rows = events.map((_, index) => {
    const row = rowAt(packed, index);
    const { source, category, type, session, agent, project, tool, status } = row;
    const words = [source, category, type, session, agent, project, tool].map(numberOrNull);
    return [
      index + 1,
      row.ts,
      row.received,
      ...words,
      row.correlation ?? null,
      numberOrNull(status),
      row.duration ?? null,
      row.summary,
      row.data,
    ];
  });
  const start = performance.now();
  for (let at = 0; at < rows.length; at += 1000) {
    database.exec("BEGIN");
    for (const row of rows.slice(at, at + 1000)) insert.run(...row);
    database.exec("COMMIT");
  }
  const seconds = (performance.now() - start) / 1000;
  database.close();
  return rows.length / seconds;
}

function numberOrNull(place: number): number | null {
  return place === 0 ? null : place;
}
