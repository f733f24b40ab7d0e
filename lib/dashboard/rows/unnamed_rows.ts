import type { Names } from "./names.ts";
import { renameRow, type Row } from "./row.ts";

/** Rows that wait for somebody to say which project their session belongs to. */
export class UnnamedRows {
  #bySession = new Map<string, Row[]>();
  #names: Names;
  #seen = 0;

  constructor(names: Names) {
    this.#names = names;
    this.#seen = names.version;
  }

  /** Remembers a row that has no name yet. Others are passed over. */
  add(row: Row): void {
    const { session, agent } = row;
    if (session === undefined || agent !== undefined) return;
    if (this.#names.projectOf(row) !== undefined) return;
    const rows = this.#bySession.get(session);
    if (rows === undefined) this.#bySession.set(session, [row]);
    else rows.push(row);
  }

  /** Names those whose session has become known. */
  rename(): void {
    if (this.#seen === this.#names.version) return;
    this.#seen = this.#names.version;
    for (const [session, rows] of this.#bySession) {
      const first = rows[0];
      if (first === undefined || this.#names.projectOf(first) === undefined) continue;
      for (const row of rows) renameRow(row, this.#names);
      this.#bySession.delete(session);
    }
  }

  /** Forgets rows that have left the list. */
  forgetBefore(id: number): void {
    for (const [session, rows] of this.#bySession) {
      const kept = rows.filter((row) => row.id >= id);
      if (kept.length > 0) this.#bySession.set(session, kept);
      else this.#bySession.delete(session);
    }
  }

  clear(): void {
    this.#bySession.clear();
  }
}
