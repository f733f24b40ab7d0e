import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { StringWriter } from "../rows/interned_strings.ts";
import type { StoredRow } from "../rows/stored_event.ts";
import type { TrustedClock } from "./trusted_clock.ts";

/** How much a store keeps. */
export interface Retention {
  /** Events that came in earlier than so many ms ago are deleted, by {@linkcode TrustedClock}. */
  readonly maxAgeMs: number;
  /** The oldest events are deleted until the store takes no more bytes than this. */
  readonly maxBytes: number;
}

/** What stores keep unless told otherwise: 30 days, and 2 GiB. */
export const DEFAULT_RETENTION: Retention = {
  maxAgeMs: 30 * 24 * 60 * 60 * 1000,
  maxBytes: 2 * 1024 ** 3,
};

/** What one step of deleting did. */
export interface RetentionOutcome {
  readonly deleted: number;
  /** The newest of those deleted; 0 when none was. */
  readonly deletedUpTo: number;
  /** There is more to delete. */
  readonly more: boolean;
}

/** Small enough to hold up a commit for no more than some ms. */
const EVENTS_A_STEP = 200;
const PAGES_A_STEP = 200;

/** Deletes the oldest events, a few at a time, and names that only they had. */
export class RetentionStep {
  readonly #database: DatabaseSync;
  readonly #names: StringWriter;
  readonly #oldest: StatementSync;
  readonly #delete: StatementSync;
  readonly #deleteWords: StatementSync;
  readonly #keepLast: StatementSync;
  readonly #vacuum: StatementSync;

  constructor(database: DatabaseSync, names: StringWriter) {
    this.#database = database;
    this.#names = names;
    this.#vacuum = database.prepare(`PRAGMA incremental_vacuum(${PAGES_A_STEP})`);
    this.#oldest = database.prepare(
      "SELECT id, received, type, session, agent, project, tool FROM events ORDER BY id LIMIT ?",
    );
    this.#delete = database.prepare("DELETE FROM events WHERE id <= ?");
    this.#deleteWords = database.prepare("DELETE FROM words WHERE rowid <= ?");
    this.#keepLast = database.prepare(
      "INSERT OR REPLACE INTO meta (name, value) VALUES ('last', ?)",
    );
  }

  /**
   * Deletes some events, if any are too old or too many, within a transaction of the caller.
   *
   * @param clock which has just been looked at
   * @param last the highest id ever given, which is never given again
   */
  step({ maxAgeMs, maxBytes }: Retention, clock: TrustedClock, last: number): RetentionOutcome {
    const rows = this.#oldest.all(EVENTS_A_STEP);
    const isFull = this.#bytes() > maxBytes;
    const oldest = clock.oldest(maxAgeMs);
    const kept = isFull
      ? -1
      : rows.findIndex(({ id, received }) =>
        clock.receivedAt(Number(id), Number(received)) >= oldest
      );
    const old = kept === -1 ? rows : rows.slice(0, kept);
    const end = Number(old.at(-1)?.id ?? 0);
    if (end === 0) return { deleted: 0, deletedUpTo: 0, more: false };
    this.#keepLast.run(String(last));
    this.#delete.run(end);
    this.#deleteWords.run(end);
    this.#names.deleteUnused(namesOf(old));
    // `exec` would free one page only: each step of the statement frees another.
    this.#vacuum.all();
    return { deleted: old.length, deletedUpTo: end, more: old.length === EVENTS_A_STEP };
  }

  #bytes(): number {
    const value = (pragma: string) =>
      Number(this.#database.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
    return (value("page_count") - value("freelist_count")) * value("page_size");
  }
}

function namesOf(rows: readonly StoredRow[]): ReadonlySet<number> {
  const names = rows.flatMap(({ type, session, agent, project, tool }) =>
    [type, session, agent, project, tool].filter((name) => name !== null)
  );
  return new Set(names.map(Number));
}
