import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { PageRequest } from "../store.ts";
import { NameReader } from "./names.ts";

/** A page whose events are JSON text, as it crosses threads: one string is cheap, objects are not. */
export interface TextPage {
  /** A JSON array of canonical events. */
  readonly events: string;
  readonly last: number;
  readonly more: boolean;
}

/** A page ends when its events have this many characters. */
export const PAGE_CHARACTERS = 4 * 1024 * 1024;

type Stored = ReturnType<StatementSync["get"]> & object;

/** A read-only connection to a store. It blocks its thread, so it lives in a worker. */
export class StoreReader {
  readonly #database: DatabaseSync;
  readonly #names: NameReader;
  readonly #forward: StatementSync;
  readonly #backward: StatementSync;

  constructor(path: string) {
    this.#database = new DatabaseSync(path, { readOnly: true });
    this.#database.exec("PRAGMA busy_timeout = 5000; PRAGMA query_only = ON");
    this.#names = new NameReader(this.#database);
    this.#forward = this.#database.prepare(
      "SELECT * FROM events WHERE id > ? AND id <= ? ORDER BY id LIMIT ?",
    );
    this.#backward = this.#database.prepare(
      "SELECT * FROM events WHERE id < ? ORDER BY id DESC LIMIT ?",
    );
  }

  /** Reads one page. */
  page({ after, before, upTo, limit }: PageRequest): TextPage {
    const most = Math.min(Math.max(Math.trunc(limit), 1), 1000);
    const rows = after === undefined
      ? this.#backward.iterate(before ?? Number.MAX_SAFE_INTEGER, most + 1)
      : this.#forward.iterate(after, upTo ?? Number.MAX_SAFE_INTEGER, most + 1);
    const events: string[] = [];
    let characters = 0;
    let last = after ?? before ?? 0;
    for (const row of rows) {
      const full = events.length === most || (events.length > 0 && characters >= PAGE_CHARACTERS);
      if (full) return { events: `[${events.join(",")}]`, last, more: true };
      const text = this.#json(row);
      events.push(text);
      characters += text.length;
      last = Number(row.id);
    }
    return { events: `[${events.join(",")}]`, last, more: false };
  }

  close(): void {
    this.#database.close();
  }

  #json(row: Stored): string {
    const word = (name: string, id: unknown) =>
      id === null ? "" : `,"${name}":${this.#names.json(Number(id))}`;
    return `{"id":${row.id},"ts":${row.ts},"received":${row.received}` +
      word("source", row.source) +
      word("category", row.category) +
      word("type", row.type) +
      word("session", row.session) +
      word("agent", row.agent) +
      word("project", row.project) +
      word("tool", row.tool) +
      (row.correlation === null ? "" : `,"correlation":${JSON.stringify(row.correlation)}`) +
      word("status", row.status) +
      (row.duration_ms === null ? "" : `,"duration_ms":${row.duration_ms}`) +
      `,"summary":${JSON.stringify(row.summary)},"data":${row.data}}`;
  }
}
