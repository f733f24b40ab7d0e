import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Appended } from "../store.ts";
import { Doubles } from "./doubles.ts";
import { prepareFiles, setAside } from "./files.ts";
import { type StoreLock, takeLock } from "./lock.ts";
import { FullTextWriter } from "./full_text_writer.ts";
import { NameWriter } from "./names.ts";
import { type Retention, type RetentionOutcome, RetentionStep } from "./retention.ts";
import type { Row } from "./row.ts";
import { migrate } from "./schema.ts";

/** What became of one group of events: all of them stored, or none. */
export type GroupOutcome = { readonly appended: readonly Appended[] } | { readonly error: string };

const INSERT = `INSERT INTO events (id, ts, received, source, category, type, session, agent,
  project, tool, correlation, status, duration_ms, summary, data)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const KEYS_PURGED_AT_ONCE = 200;

/** The one connection that writes to a store. It blocks its thread, so it lives in a worker. */
export class StoreWriter {
  readonly id: string;
  /** Where a damaged store was moved to, to make place for this one. */
  readonly setAside: string | undefined;
  readonly #database: DatabaseSync;
  readonly #lock: StoreLock;
  readonly #insert: StatementSync;
  readonly #names: NameWriter;
  readonly #doubles: Doubles;
  readonly #fullText: FullTextWriter;
  readonly #retention: RetentionStep;
  #last: number;

  /**
   * Opens or makes the store, after taking its lock. A damaged one is set aside.
   *
   * @throws {StoreLockedError} when another process writes to it
   */
  constructor(path: string) {
    prepareFiles(path);
    this.#lock = takeLock(path);
    try {
      const opened = openOrReplace(path);
      this.#database = opened.database;
      this.setAside = opened.setAside;
      this.id = storeId(this.#database);
      this.#insert = this.#database.prepare(INSERT);
      this.#names = new NameWriter(this.#database);
      this.#doubles = new Doubles(this.#database);
      this.#fullText = new FullTextWriter(this.#database);
      this.#retention = new RetentionStep(this.#database);
      this.#last = lastId(this.#database);
    } catch (error) {
      this.#lock.release();
      throw error;
    }
  }

  /** The highest id ever given. */
  get last(): number {
    return this.#last;
  }

  /**
   * Stores groups of events in one transaction. When that fails, each group gets its own, so that
   * one that cannot be stored does not take the others with it.
   */
  append(groups: readonly (readonly Row[])[]): readonly GroupOutcome[] {
    try {
      return this.#transaction(() => groups.map((rows) => ({ appended: rows.map(this.#add) })));
    } catch (error) {
      if (groups.length === 1) return [{ error: messageOf(error) }];
      return groups.flatMap((group) => this.append([group]));
    }
  }

  /** Puts the words of some more events into the index; returns how many events still wait. */
  index(): number {
    return this.#transaction(() => this.#fullText.step(this.#last));
  }

  /** Deletes some of the oldest events, if they are too old or too many. */
  retain(retention: Retention, now: number): RetentionOutcome {
    return this.#transaction(() => this.#retention.step(retention, now, this.#last));
  }

  close(): void {
    this.#database.close();
    this.#lock.release();
  }

  #transaction<T>(work: () => T): T {
    const before = this.#last;
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      this.#last = before;
      this.#names.forget();
      this.#doubles.forgetAfter(before);
      // A full disk has already undone it.
      if (this.#database.isTransaction !== false) tryTo(() => this.#database.exec("ROLLBACK"));
      throw error;
    }
  }

  #add = ({ columns, ...given }: Row): Appended => {
    const [ts, received, source, category, type, session, agent, project, tool, ...rest] = columns;
    const [correlation, status, duration, summary, data] = rest;
    const typeId = this.#names.id(type);
    const agentId = this.#nameOrNull(agent);
    const identity = { ...given, received, correlation, type: typeId, agent: agentId };
    this.#doubles.tidy(received);
    const first = this.#doubles.find(identity);
    if (first !== undefined) return { id: first, duplicate: true };
    const id = this.#last + 1;
    this.#insert.run(
      id,
      ts,
      received,
      this.#names.id(source),
      this.#names.id(category),
      typeId,
      this.#nameOrNull(session),
      agentId,
      this.#nameOrNull(project),
      this.#nameOrNull(tool),
      correlation,
      this.#nameOrNull(status),
      duration,
      summary,
      data,
    );
    this.#doubles.add(identity, id);
    if (id % KEYS_PURGED_AT_ONCE === 0) this.#doubles.purgeKeys(received, KEYS_PURGED_AT_ONCE);
    this.#last = id;
    return { id, duplicate: false };
  };

  #nameOrNull(text: string | null): number | null {
    return text === null ? null : this.#names.id(text);
  }
}

function openOrReplace(path: string): { database: DatabaseSync; setAside?: string } {
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
  return /not a database|malformed|disk image|no such (table|column)/.test(messageOf(error));
}

function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    database.exec(`
      PRAGMA busy_timeout = 5000;
      PRAGMA auto_vacuum = INCREMENTAL;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA cache_size = -16000;
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

// A whole check takes seconds for each gigabyte: look where every start will look.
function probe(database: DatabaseSync): void {
  database.prepare("SELECT * FROM events ORDER BY id DESC LIMIT 100").all();
  database.prepare("SELECT * FROM events ORDER BY id LIMIT 100").all();
  database.prepare("SELECT * FROM names LIMIT 100").all();
  database.prepare("SELECT * FROM meta").all();
  database.prepare("SELECT * FROM keys LIMIT 100").all();
}

function storeId(database: DatabaseSync): string {
  const known = database.prepare("SELECT value FROM meta WHERE name = 'store'").get()?.value;
  if (typeof known === "string") return known;
  const id = crypto.randomUUID();
  database.prepare("INSERT INTO meta (name, value) VALUES ('store', ?)").run(id);
  return id;
}

// The newest events may have been deleted: their ids are never given again.
function lastId(database: DatabaseSync): number {
  const kept = database.prepare("SELECT value FROM meta WHERE name = 'last'").get()?.value;
  const found = database.prepare("SELECT max(id) AS id FROM events").get()?.id;
  return Math.max(Number(kept ?? 0), Number(found ?? 0));
}

function tryTo(work: () => void): void {
  try {
    work();
  } catch {
    // What led here is the error that counts.
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
