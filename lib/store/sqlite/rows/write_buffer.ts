import type { DatabaseSync, StatementSync } from "node:sqlite";

/** The values of one row of `events`, in the order of its columns. */
export type EventValues = readonly (string | number | null)[];

/** So many events are moved at once: some ms, which a commit may have to wait for. */
const FLUSH_AT = 500;

const MOVE = "INSERT INTO events SELECT * FROM arrivals ORDER BY id";
const CLEAR = "DELETE FROM arrivals";

/** Moves what the last run left of them, since it did not come to its end. */
export function flushWriteBuffer(database: DatabaseSync): void {
  if (database.prepare("SELECT id FROM arrivals LIMIT 1").get() === undefined) return;
  database.exec(`BEGIN IMMEDIATE; ${MOVE}; ${CLEAR}; COMMIT`);
}

/** Stores of older releases have no such table, and readers do not change what they read. */
export function emulateWriteBuffer(database: DatabaseSync): void {
  const tables = database.prepare(
    "SELECT 1 FROM sqlite_schema WHERE name IN ('events', 'arrivals')",
  );
  if (tables.all().length !== 1) return;
  database.exec("CREATE TEMP TABLE arrivals AS SELECT * FROM events LIMIT 0");
}

/**
 * The newest events: committed, but not yet where the indexes are. A commit of a few events would
 * change a page of each index; instead it appends to a table that has none, and the events move to
 * the others many at a time. Readers look into both.
 */
export class WriteBuffer {
  readonly #insert: StatementSync;
  readonly #move: StatementSync;
  readonly #clear: StatementSync;
  readonly #count: StatementSync;
  #waiting: number;

  constructor(database: DatabaseSync) {
    const places = Array.from({ length: 15 }, () => "?").join(", ");
    this.#insert = database.prepare(`INSERT INTO arrivals VALUES (${places})`);
    this.#move = database.prepare(MOVE);
    this.#clear = database.prepare(CLEAR);
    this.#count = database.prepare("SELECT count(*) AS n FROM arrivals");
    this.#waiting = this.#counted();
  }

  /** How many there are. */
  get count(): number {
    return this.#waiting;
  }

  /** Whether moving them is worth it. */
  get areEnough(): boolean {
    return this.#waiting >= FLUSH_AT;
  }

  /** Adds one, within a transaction of the caller. */
  add(values: EventValues): void {
    this.#insert.run(...values);
    this.#waiting += 1;
  }

  /** Moves all of them to where the indexes are, within a transaction of the caller. */
  settle(): void {
    if (this.#waiting === 0) return;
    this.#move.run();
    this.#clear.run();
    this.#waiting = 0;
  }

  /** A transaction was undone: counts anew. */
  recount(): void {
    this.#waiting = this.#counted();
  }

  #counted(): number {
    return Number(this.#count.get()?.n ?? 0);
  }
}
