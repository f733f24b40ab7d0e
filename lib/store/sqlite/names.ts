import type { DatabaseSync, StatementSync } from "node:sqlite";

const KEPT = 20_000;

/** Gives each repeated word a small number, and remembers those in use. For the writer. */
export class NameWriter {
  readonly #ids = new Map<string, number>();
  readonly #find: StatementSync;
  readonly #insert: StatementSync;

  constructor(database: DatabaseSync) {
    this.#find = database.prepare("SELECT id FROM names WHERE text = ?");
    this.#insert = database.prepare("INSERT INTO names (text) VALUES (?)");
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

  /** Forgets all numbers, since a transaction that may have given some was undone. */
  forget(): void {
    this.#ids.clear();
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
