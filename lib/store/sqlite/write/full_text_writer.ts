import type { DatabaseSync, StatementSync } from "node:sqlite";
import { searchText } from "../../../events/query/search_text.ts";
import { StringReader } from "../rows/interned_strings.ts";
import { toEvent } from "../rows/stored_event.ts";

/** Events and characters that are indexed in one step: a commit may have to wait behind it. */
const EVENTS_A_STEP = 50;
const CHARACTERS_A_STEP = 50_000;

/** Puts the words of stored events into the index, behind the commits, from where it was left. */
export class FullTextWriter {
  readonly #names: StringReader;
  readonly #news: StatementSync;
  readonly #insert: StatementSync;
  readonly #mark: StatementSync;
  readonly #setMark: StatementSync;

  constructor(database: DatabaseSync) {
    this.#names = new StringReader(database);
    this.#news = database.prepare("SELECT * FROM events WHERE id > ? ORDER BY id LIMIT ?");
    this.#insert = database.prepare("INSERT INTO words (rowid, text) VALUES (?, ?)");
    this.#mark = database.prepare("SELECT value FROM meta WHERE name = 'indexed'");
    this.#setMark = database.prepare(
      "INSERT OR REPLACE INTO meta (name, value) VALUES ('indexed', ?)",
    );
  }

  /**
   * Indexes some events, within a transaction of the caller.
   *
   * @param last the newest event's id
   * @returns how many events still wait
   */
  step(last: number): number {
    let indexed = Number(this.#mark.get()?.value ?? 0);
    if (indexed >= last) return 0;
    this.#names.refresh();
    let characters = 0;
    const rows = this.#news.all(indexed, EVENTS_A_STEP);
    for (const row of rows) {
      const text = searchText(toEvent(row, this.#names));
      indexed = Number(row.id);
      this.#insert.run(indexed, text);
      characters += text.length;
      if (characters >= CHARACTERS_A_STEP) break;
    }
    if (rows.length === 0) indexed = last;
    this.#setMark.run(String(indexed));
    return last - indexed;
  }
}
