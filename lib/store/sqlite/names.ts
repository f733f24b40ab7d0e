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

/** Gives the words back, as JSON text, since that is what readers put together. */
export class NameReader {
  readonly #texts = new Map<number, string>();
  readonly #find: StatementSync;

  constructor(database: DatabaseSync) {
    this.#find = database.prepare("SELECT text FROM names WHERE id = ?");
  }

  /** The word with this number as a JSON string. */
  json(id: number): string {
    const known = this.#texts.get(id);
    if (known !== undefined) return known;
    const text = JSON.stringify(String(this.#find.get(id)?.text ?? ""));
    if (this.#texts.size >= KEPT) this.#texts.clear();
    this.#texts.set(id, text);
    return text;
  }
}
