import { DatabaseSync } from "node:sqlite";
import { eventOf } from "./known_rows.ts";
import { PageFile } from "./page_file.ts";
import { rowsOnPage } from "./table_leaf.ts";

/** What can be learnt of a damaged store by SQLite itself, as far as that still goes. */
export interface OldFacts {
  /** What its table `meta` says. */
  readonly meta: ReadonlyMap<string, string>;
  /** The highest id that it ever gave. */
  readonly last: number;
  /** Its oldest event; what stands before that was deleted. 0: not known. */
  readonly low: number;
}

/** A name and its number, or a key of an event. */
type Row = Readonly<Record<string, unknown>>;

/** Asks a damaged store what it knows of itself. */
export function readOldFacts(path: string): OldFacts {
  return withDatabase(path, (ask) => {
    const meta = new Map(
      (ask("SELECT name, value FROM meta") ?? []).map(({ name, value }) => [`${name}`, `${value}`]),
    );
    const ends = ["events", "arrivals"].map((table) =>
      ask(`SELECT min(id) AS low, max(id) AS high FROM ${table}`)?.[0]
    );
    const [events, arrivals] = ends;
    const highest = events === undefined || arrivals === undefined ? highestId(path) : 0;
    const high = ends.map((end) => Number(end?.["high"] ?? 0));
    const low = Number(events?.["low"] ?? 0);
    return { meta, low, last: Math.max(highest, Number(meta.get("last") ?? 0), ...high) };
  });
}

/** Names by their numbers, from the table or else from the index of it. */
export function readOldNames(path: string): Map<number, string> {
  return withDatabase(path, (ask) =>
    new Map(
      ["names INDEXED BY sqlite_autoindex_names_1 ORDER BY text", "names ORDER BY id"]
        .flatMap((from) => ask(`SELECT id, text FROM ${from}`) ?? [])
        .map(({ id, text }) => [Number(id), String(text)]),
    ));
}

/** Keys of events by which their duplicates are known. */
export function readOldKeys(path: string): { key: string; id: number; at: number }[] {
  return withDatabase(
    path,
    (ask) =>
      (ask("SELECT key, id, at FROM keys") ?? []).map(({ key, id, at }) => ({
        key: String(key),
        id: Number(id),
        at: Number(at),
      })),
  );
}

/** Hands over what can be asked; of an answer that breaks off the beginning is kept. */
function withDatabase<T>(path: string, work: (ask: (sql: string) => Row[] | null) => T): T {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { readOnly: true });
  } catch {
    // Then it answers nothing.
  }
  const open = database;
  try {
    return work((sql) => open === null ? null : rowsOf(open, sql));
  } finally {
    open?.close();
  }
}

function rowsOf(database: DatabaseSync, sql: string): Row[] | null {
  const rows: Row[] = [];
  try {
    for (const row of database.prepare(sql).iterate()) rows.push(row);
    return rows;
  } catch {
    return rows.length > 0 ? rows : null;
  }
}

/** The highest id of an event on any page. */
function highestId(path: string): number {
  const file = new PageFile(path);
  let highest = 0;
  try {
    for (let number = 1; number <= file.count; number++) {
      for (const row of rowsOnPage(file.page(number), number, file)) {
        if (row.id > highest && eventOf(row) !== null) highest = row.id;
      }
    }
    return highest;
  } finally {
    file.close();
  }
}
