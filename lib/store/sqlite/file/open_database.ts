import { DatabaseSync } from "node:sqlite";
import { flushWriteBuffer } from "../rows/write_buffer.ts";
import { beginSalvage, missingFrom } from "../salvage/salvage.ts";
import { isSuspect, prepareFiles, setAside } from "./files.ts";
import { markRules } from "../redaction/rules_mark.ts";
import { migrate, mustBeKnown } from "./schema.ts";

/** The file is a database, but of another program. */
class ForeignDatabaseError extends Error {
  override readonly name = "ForeignDatabaseError";
}

/** An open store file. */
export interface OpenedDatabase {
  readonly database: DatabaseSync;
  /** All of it was looked at, not only here and there. */
  readonly isChecked: boolean;
  /** Where a damaged file was moved to, to make place for this one. */
  readonly setAside?: string;
}

/**
 * Opens a store file for writing, brings its tables up to date, and sets a damaged one aside.
 *
 * @throws {ForeignDatabaseError} when it belongs to another program
 * @throws {NewerSchemaError} when it was written by a newer release
 */
export function openOrReplace(path: string): OpenedDatabase {
  if (isSuspect(path)) {
    mustNotBeForeign(path);
    return replace(path);
  }
  try {
    return openDatabase(path);
  } catch (error) {
    if (!isDamage(error)) throw error;
    return replace(path);
  }
}

/** What stands in the place of a damaged store may be another program's by now. */
function mustNotBeForeign(path: string): void {
  try {
    using database = new DatabaseSync(path, { readOnly: true });
    mustBeOurs(database, path);
  } catch (error) {
    if (error instanceof ForeignDatabaseError) throw error;
  }
}

function replace(path: string): OpenedDatabase {
  const now = new Date();
  const aside = setAside(path, now);
  prepareFiles(path);
  const opened = openDatabase(path);
  beginSalvage(opened.database, aside, now.getTime());
  return { ...opened, setAside: aside };
}

/** Whether an error, or the words of one, say that the file itself is broken. */
export function isDamage(error: unknown): boolean {
  // `node:sqlite` in Deno gives no result code, only SQLite's own words.
  const words = error instanceof Error ? error.message : String(error);
  return /not a database|malformed|disk image|corrupt|no such (table|column)/.test(words);
}

/**
 * Opens a store file for writing, makes it when there is none, and brings its tables up to date.
 *
 * @throws {Error} when it is damaged, or another program's
 */
export function openDatabase(path: string): OpenedDatabase {
  const database = new DatabaseSync(path);
  try {
    mustBeOurs(database, path);
    database.exec(`
      PRAGMA busy_timeout = 5000;
      PRAGMA auto_vacuum = INCREMENTAL;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA cache_size = -16000;
      PRAGMA wal_autocheckpoint = 0;
      PRAGMA journal_size_limit = 67108864;
    `);
    const isNew = mustBeKnown(database) === 0;
    migrate(database);
    // Of what an older release stored nobody knows by which rules it did.
    if (isNew) markRules(database);
    flushWriteBuffer(database);
    return { database, isChecked: probe(database) };
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Refuses a database that holds other tables than a store.
 *
 * @throws {ForeignDatabaseError} when it does
 */
export function mustBeOurs(database: DatabaseSync, path: string): void {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
    .map(({ name }) => name);
  if (tables.length > 0 && !(tables.includes("meta") && tables.includes("names"))) {
    throw new ForeignDatabaseError(`${path} is a database of another program`);
  }
}

/** A whole check takes some 3 ms for each megabyte: larger files are looked at here and there,
 * and read as a whole in the background. */
const CHECKED_WHOLE_BYTES = 16 * 1024 ** 2;

/** Looks for damage; whether it looked everywhere. */
function probe(database: DatabaseSync): boolean {
  const value = (pragma: string) =>
    Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
  if (Number(value("page_count")) * Number(value("page_size")) <= CHECKED_WHOLE_BYTES) {
    const verdict = value("quick_check(1)");
    if (verdict !== "ok") throw new Error(`The store is malformed: ${verdict}`);
    return true;
  }
  for (const table of ["meta", "names", "keys", "events", "arrivals", "words_data"]) {
    database.prepare(`SELECT * FROM ${table} LIMIT 100`).all();
  }
  database.prepare("SELECT * FROM events ORDER BY id DESC LIMIT 100").all();
  for (const index of indexesOf(database)) {
    const column = index.replace("events_", "");
    for (const order of ["", "DESC"]) {
      database.prepare(
        `SELECT id FROM events INDEXED BY ${index} WHERE ${column} IS NOT NULL
          ORDER BY ${column} ${order} LIMIT 1`,
      ).all();
    }
  }
  return false;
}

/** Names of the indexes of events; each is named after its column. */
export function indexesOf(database: DatabaseSync): readonly string[] {
  return database.prepare(
    "SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'events\\_%' ESCAPE '\\'",
  ).all().map(({ name }) => String(name));
}

/** The store's own id, made when it has none yet. */
export function storeId(database: DatabaseSync): string {
  const known = database.prepare("SELECT value FROM meta WHERE name = 'store'").get()?.value;
  if (typeof known === "string") return known;
  const id = crypto.randomUUID();
  database.prepare("INSERT INTO meta (name, value) VALUES ('store', ?)").run(id);
  return id;
}

/** Has a store go on as the one in whose place it is: clients know that one's id and its events'. */
export function succeed(
  database: DatabaseSync,
  { id, last }: { readonly id: string; readonly last: number },
): void {
  const put = database.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)");
  put.run("store", id);
  put.run("last", String(Math.max(last, lastId(database))));
}

/** The highest id ever given: the newest events may have been deleted since. */
export function lastId(database: DatabaseSync): number {
  const kept = database.prepare("SELECT value FROM meta WHERE name = 'last'").get()?.value;
  const found = database.prepare("SELECT max(id) AS id FROM events").get()?.id;
  return Math.max(Number(kept ?? 0), Number(found ?? 0));
}

/**
 * How many events there are: ids have no gaps but where events of a damaged store were lost, and
 * only the oldest events are deleted.
 */
export function countEvents(database: DatabaseSync): number {
  const ends = "SELECT (SELECT min(id) FROM events) AS low, (SELECT max(id) FROM events) AS high";
  const { low, high } = database.prepare(ends).get() ?? {};
  if (high === null) return 0;
  return Number(high) - Number(low) + 1 - missingFrom(database, Number(low));
}
