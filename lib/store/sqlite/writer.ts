import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Amendment } from "../../events/pairing.ts";
import type { Appended } from "../store.ts";
import { Doubles } from "./doubles.ts";
import { markSuspect, prepareFiles } from "./files.ts";
import { type StoreLock, takeLock } from "./lock.ts";
import { FullTextWriter } from "./full_text_writer.ts";
import { NameWriter } from "./names.ts";
import { type Retention, type RetentionOutcome, RetentionStep } from "./retention.ts";
import { isDamage, lastId, openOrReplace, storeId } from "./open_database.ts";
import { PairMemory } from "./pair_memory.ts";
import type { Row } from "./row.ts";

/** What became of one group of events: all of them stored, or none. */
export type GroupOutcome = { readonly appended: readonly Written[] } | { readonly error: string };

/** What became of one event, and what it got from the one that it ends. */
export interface Written extends Appended {
  readonly amendment?: Amendment;
}

const INSERT = `INSERT INTO events (id, ts, received, source, category, type, session, agent,
  project, tool, correlation, status, duration_ms, summary, data)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const KEYS_PURGED_AT_ONCE = 200;

/** The one connection that writes to a store. It blocks its thread, so it lives in a worker. */
export class StoreWriter {
  readonly id: string;
  /** Where a damaged store was moved to, to make place for this one. */
  readonly setAside: string | undefined;
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #lock: StoreLock;
  readonly #insert: StatementSync;
  readonly #names: NameWriter;
  readonly #doubles: Doubles;
  readonly #fullText: FullTextWriter;
  readonly #retention: RetentionStep;
  readonly #pairs: PairMemory;
  #last: number;

  /**
   * Opens or makes the store, after taking its lock. A damaged one is set aside.
   *
   * @throws {StoreLockedError} when another process writes to it
   */
  constructor(path: string) {
    this.#path = path;
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
      this.#pairs = new PairMemory(this.#database);
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
    this.#pairs.recall();
    const before = this.#last;
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      if (isDamage(error)) tryTo(() => markSuspect(this.#path));
      this.#last = before;
      this.#names.forget();
      this.#doubles.forgetAfter(before);
      this.#pairs.forget();
      // A full disk has already undone it.
      if (this.#database.isTransaction !== false) tryTo(() => this.#database.exec("ROLLBACK"));
      throw error;
    }
  }

  #add = (row: Row): Written => {
    const { columns, ...given } = row;
    const [ts, received, source, category, type, session, agent, project, tool, ...rest] = columns;
    const [correlation, status, duration, summary, data] = rest;
    const [typeId, agentId] = [this.#names.id(type), this.#nameOrNull(agent)];
    const identity = { ...given, received, correlation, type: typeId, agent: agentId };
    this.#doubles.tidy(received);
    const first = this.#doubles.find(identity);
    if (first !== undefined) return { id: first, duplicate: true };
    const id = this.#last + 1;
    const amendment = this.#pairs.see(row);
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
      amendment?.correlation ?? correlation,
      this.#nameOrNull(status),
      amendment?.duration_ms ?? duration,
      summary,
      data,
    );
    this.#doubles.add(identity, id);
    if (id % KEYS_PURGED_AT_ONCE === 0) this.#doubles.purgeKeys(received, KEYS_PURGED_AT_ONCE);
    this.#last = id;
    return { id, duplicate: false, ...(amendment === undefined ? {} : { amendment }) };
  };

  #nameOrNull(text: string | null): number | null {
    return text === null ? null : this.#names.id(text);
  }
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
