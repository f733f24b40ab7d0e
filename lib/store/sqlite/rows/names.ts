import type { DatabaseSync, StatementSync } from "node:sqlite";

const KEPT = 20_000;

/** Columns of events that hold numbers of names and have an index. */
const COLUMNS = ["category", "type", "session", "agent", "project", "tool", "status"] as const;

/**
 * Deletes a name that no event has. The newest one stays: its number would be given again, and
 * readers know numbers by heart.
 */
const FORGET = `DELETE FROM names WHERE id = ?1 AND is_source = 0
  AND id < (SELECT max(id) FROM names)
  ${COLUMNS.map((name) => `AND NOT EXISTS (SELECT 1 FROM events WHERE ${name} = ?1)`).join(" ")}`;

/** Gives each repeated word a small number, and remembers those in use. For the writer. */
export class NameWriter {
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

  /** The number of a word, new or old; to be called within a transaction. */
  id(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const found = this.#find.get(text)?.id;
    const id = Number(found ?? this.#insert.run(text).lastInsertRowid);
    if (this.#ids.size >= KEPT) this.#ids.clear();
    this.#ids.set(text, id);
    return id;
  }

  /** The number of a source's name, which is kept for ever; within a transaction. */
  sourceId(text: string): number {
    const id = this.id(text);
    if (!this.#sources.has(id)) {
      this.#markSource.run(id);
      this.#sources.add(id);
    }
    return id;
  }

  /** Deletes those of the words that no event has any more; to be called within a transaction. */
  deleteUnused(ids: Iterable<number>): void {
    let deleted = 0;
    for (const id of ids) deleted += Number(this.#forget.run(id).changes);
    if (deleted > 0) this.#ids.clear();
  }

  /** Forgets all numbers, since a transaction that may have given some was undone. */
  forget(): void {
    this.#ids.clear();
    this.#sources.clear();
  }
}

interface KnownName {
  readonly text: string;
  readonly json: string;
}

/** More words than this cannot be listed in a condition. */
const MOST_FOUND = 500;

/** Knows all repeated words by their numbers. For readers. */
export class NameReader {
  readonly #names = new Map<number, KnownName>();
  readonly #news: StatementSync;
  #last = 0;

  constructor(database: DatabaseSync) {
    this.#news = database.prepare("SELECT id, text FROM names WHERE id > ? ORDER BY id");
  }

  /** Learns the words that came since. */
  refresh(): void {
    for (const row of this.#news.iterate(this.#last)) {
      const [id, text] = [Number(row.id), String(row.text)];
      this.#names.set(id, { text, json: JSON.stringify(text) });
      this.#last = id;
    }
  }

  /** The word with this number as a JSON string. */
  json(id: number): string {
    return this.#names.get(id)?.json ?? '""';
  }

  /** The word with this number. */
  text(id: number): string {
    return this.#names.get(id)?.text ?? "";
  }

  /** The numbers of the words that pass a test; undefined when they are too many to be listed. */
  find(test: (text: string) => boolean): readonly number[] | undefined {
    const found: number[] = [];
    for (const [id, { text }] of this.#names) {
      if (!test(text)) continue;
      if (found.length === MOST_FOUND) return undefined;
      found.push(id);
    }
    return found;
  }
}
