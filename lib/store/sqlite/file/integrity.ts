import type { DatabaseSync } from "node:sqlite";
import { indexesOf } from "./open_database.ts";

/** Rows and entries that one statement reads. */
const A_SLICE = 500;

/** Tables and what their rows are read in order of, so that each page of them is read once. */
const TABLES = [
  // For its end SQLite follows a row to its last page.
  { table: "events", key: "id", read: "substr(data, -1)" },
  { table: "arrivals", key: "id", read: "substr(data, -1)" },
  { table: "names", key: "id", read: "substr(text, -1)" },
  { table: "names", key: "text", read: "id" },
  { table: "keys", key: "key", read: "id" },
  { table: "keys INDEXED BY keys_at", key: "at", read: "1" },
  { table: "meta", key: "name", read: "value" },
  { table: "words_data", key: "id", read: "substr(block, -1)" },
  { table: "words_docsize", key: "id", read: "sz" },
] as const;

/**
 * Reads all of a store, table by table and index by index, a little at a time: what comes back
 * broken throws SQLite's own error. Small enough slices let writers and their log go on.
 *
 * @throws {Error} when the file is damaged
 */
export function* readEverything(database: DatabaseSync): Generator<void, void, void> {
  for (const { table, key, read } of TABLES) {
    const rest = database.prepare(
      `SELECT ${key} AS at, ${read} FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ${A_SLICE}`,
    );
    // Some numbers in the index of words are too large for others.
    rest.setReadBigInts(true);
    let at: bigint | string | undefined = key === "id" || key === "at" ? -1n : "";
    while (at !== undefined) {
      const last: unknown = rest.all(at).at(-1)?.at;
      at = typeof last === "bigint" || typeof last === "string" ? last : undefined;
      yield;
    }
  }
  // A small one.
  database.prepare("SELECT sum(pgno) FROM words_idx").get();
  yield;
  for (const index of indexesOf(database)) yield* readIndex(database, index);
}

/** An index has its rows by value, and those of one value by id. */
function* readIndex(database: DatabaseSync, index: string): Generator<void, void, void> {
  const column = index.replace("events_", "");
  const from = `FROM events INDEXED BY ${index} WHERE ${column}`;
  const same = database.prepare(
    `SELECT id ${from} = ? AND id > ? ORDER BY id LIMIT ${A_SLICE}`,
  );
  // Values that one event has, such as times, come many at once.
  const next = database.prepare(
    `SELECT ${column} AS value, id ${from} > ? ORDER BY ${column} LIMIT ${A_SLICE}`,
  );
  const first = database.prepare(
    `SELECT ${column} AS value ${from} IS NOT NULL ORDER BY ${column} LIMIT 1`,
  );
  let value = first.get()?.value;
  while (value !== undefined && value !== null) {
    for (let id = 0;;) {
      const last: unknown = same.all(value, id).at(-1)?.id;
      yield;
      if (typeof last !== "number") break;
      id = last;
    }
    const rows = next.all(value);
    yield;
    // The last value of a full slice may go on behind it, and is read on from its beginning.
    value = rows.at(-1)?.value;
  }
}
