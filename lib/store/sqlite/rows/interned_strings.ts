import type { DatabaseSync, StatementSync } from "node:sqlite";

const MAX_CACHED = 20_000;

/** Columns of events that hold string ids and have an index. */
const COLUMNS = ["category", "type", "session", "agent", "project", "tool", "status"] as const;

/**
 * Deletes a string that no event has. The newest one stays: its id would be given again, and readers
 * cache ids.
 */
const FORGET = `DELETE FROM names WHERE id = ?1 AND is_source = 0
  AND id < (SELECT max(id) FROM names)
  ${COLUMNS.map((name) => `AND NOT EXISTS (SELECT 1 FROM events WHERE ${name} = ?1)`).join(" ")}`;

/** Interns strings: gives each repeated one a small id, and caches those in use. For the writer. */
export class StringWriter {
  readonly #ids = new Map<string, number>();
  readonly #sources = new Set<number>();
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #markSource: StatementSync;
  readonly #forget: StatementSync;

  constructor(database: DatabaseSync) {
    this.#find = database.prepare("SELECT id FROM names WHERE text = ?");
    this.#insert = database.prepare("INSERT INTO names (text) VALUES (?)");
    this.#markSource = database.prepare(
      "UPDATE names SET is_source = 1 WHERE id = ? AND is_source = 0",
    );
    this.#forget = database.prepare(FORGET);
  }

  /** The id of a string, new or old; to be called within a transaction. */
  id(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const found = this.#find.get(text)?.id;
    const id = Number(found ?? this.#insert.run(text).lastInsertRowid);
    if (this.#ids.size >= MAX_CACHED) this.#ids.clear();
    this.#ids.set(text, id);
    return id;
  }

  /** The id of a source, which is kept for ever; to be called within a transaction. */
  sourceId(text: string): number {
    const id = this.id(text);
    if (!this.#sources.has(id)) {
      this.#markSource.run(id);
      this.#sources.add(id);
    }
    return id;
  }

  /** Deletes those strings that no event has any more; to be called within a transaction. */
  deleteUnused(ids: Iterable<number>): void {
    let deleted = 0;
    for (const id of ids) deleted += Number(this.#forget.run(id).changes);
    if (deleted > 0) this.#ids.clear();
  }

  /** Clears the cache, since a transaction that may have given ids was rolled back. */
  forget(): void {
    this.#ids.clear();
    this.#sources.clear();
  }
}

interface KnownString {
  readonly text: string;
  readonly json: string;
}

/** More ids than this cannot be listed in a condition. */
const MAX_FOUND = 500;

/** Knows all interned strings by their ids. For readers. */
export class StringReader {
  readonly #names = new Map<number, KnownString>();
  readonly #news: StatementSync;
  #last = 0;

  constructor(database: DatabaseSync) {
    this.#news = database.prepare("SELECT id, text FROM names WHERE id > ? ORDER BY id");
  }

  /** Reads the strings that were added since. */
  refresh(): void {
    for (const row of this.#news.iterate(this.#last)) {
      const [id, text] = [Number(row.id), String(row.text)];
      this.#names.set(id, { text, json: JSON.stringify(text) });
      this.#last = id;
    }
  }

  /** The string with this id, as JSON. */
  json(id: number): string {
    return this.#names.get(id)?.json ?? '""';
  }

  /** The string with this id. */
  text(id: number): string {
    return this.#names.get(id)?.text ?? "";
  }

  /** The ids of the strings that pass a test; undefined when there are too many to be listed. */
  find(test: (text: string) => boolean): readonly number[] | undefined {
    const found: number[] = [];
    for (const [id, { text }] of this.#names) {
      if (!test(text)) continue;
      if (found.length === MAX_FOUND) return undefined;
      found.push(id);
    }
    return found;
  }
}
