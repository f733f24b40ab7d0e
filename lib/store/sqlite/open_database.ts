import { DatabaseSync } from "node:sqlite";
import { prepareFiles, setAside } from "./files.ts";
import { migrate } from "./schema.ts";

/** The file is a database, but of another program. */
export class ForeignDatabaseError extends Error {
  override readonly name = "ForeignDatabaseError";
}

/** An open store file. */
export interface OpenedDatabase {
  readonly database: DatabaseSync;
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
  try {
    return { database: openDatabase(path) };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const aside = setAside(path, new Date());
    prepareFiles(path);
    return { database: openDatabase(path), setAside: aside };
  }
}

// `node:sqlite` in Deno gives no result code, only SQLite's own words.
function isDamage(error: unknown): boolean {
  return error instanceof Error &&
    /not a database|malformed|disk image|no such (table|column)/.test(error.message);
}

function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    mustBeOurs(database, path);
    database.exec(`
      PRAGMA busy_timeout = 5000;
      PRAGMA auto_vacuum = INCREMENTAL;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA cache_size = -16000;
      PRAGMA wal_autocheckpoint = 2000;
      PRAGMA journal_size_limit = 67108864;
    `);
    migrate(database);
    probe(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function mustBeOurs(database: DatabaseSync, path: string): void {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
    .map(({ name }) => name);
  if (tables.length > 0 && !(tables.includes("meta") && tables.includes("names"))) {
    throw new ForeignDatabaseError(`${path} is a database of another program`);
  }
}

// A whole check takes seconds for each gigabyte: look where every start will look.
function probe(database: DatabaseSync): void {
  database.prepare("SELECT * FROM events ORDER BY id DESC LIMIT 100").all();
  database.prepare("SELECT * FROM events ORDER BY id LIMIT 100").all();
  database.prepare("SELECT * FROM names LIMIT 100").all();
  database.prepare("SELECT * FROM meta").all();
  database.prepare("SELECT * FROM keys LIMIT 100").all();
  database.prepare("SELECT rowid FROM words LIMIT 1").all();
}

/** The store's own id, made when it has none yet. */
export function storeId(database: DatabaseSync): string {
  const known = database.prepare("SELECT value FROM meta WHERE name = 'store'").get()?.value;
  if (typeof known === "string") return known;
  const id = crypto.randomUUID();
  database.prepare("INSERT INTO meta (name, value) VALUES ('store', ?)").run(id);
  return id;
}

/** The highest id ever given: the newest events may have been deleted since. */
export function lastId(database: DatabaseSync): number {
  const kept = database.prepare("SELECT value FROM meta WHERE name = 'last'").get()?.value;
  const found = database.prepare("SELECT max(id) AS id FROM events").get()?.id;
  return Math.max(Number(kept ?? 0), Number(found ?? 0));
}
