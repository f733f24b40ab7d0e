import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Amendment } from "../../../events/pairing.ts";
import { WriteBuffer } from "../rows/write_buffer.ts";
import { Duplicates } from "./duplicates.ts";
import { markSuspect, prepareFiles } from "../file/files.ts";
import { type StoreLock, takeLock } from "../file/lock.ts";
import { FullTextWriter } from "./full_text_writer.ts";
import { StringWriter } from "../rows/interned_strings.ts";
import { groupAt, type PackedRows, type Row, rowAt } from "../rows/packed_rows.ts";
import { type Retention, type RetentionOutcome, RetentionStep } from "../file/retention.ts";
import { countEvents, isDamage, lastId, openOrReplace, storeId } from "../file/open_database.ts";
import type { Moment } from "../file/trusted_clock.ts";
import { PairIndex } from "./pair_index.ts";
import {
  readSalvage,
  resumeSalvage,
  type Salvage,
  type SalvageProgress,
} from "../salvage/salvage.ts";
import { machineMoment, StoreClock } from "./store_clock.ts";
import { StringIds } from "../rows/string_ids.ts";

/** What became of events that were to be stored. Of each group all were, or none. */
export interface AppendOutcome {
  /**
   * For each event the id that it was stored under; for a duplicate, the id of the first one with a
   * minus before it; 0 where it was not stored.
   */
  readonly ids: Float64Array;
  /** What events got from those that they end, with their places. */
  readonly amendments: readonly (readonly [index: number, amendment: Amendment])[];
  /** Groups that were not stored, and why. */
  readonly errors: readonly (readonly [group: number, message: string])[];
}

const INSERT = `INSERT INTO events (id, ts, received, source, category, type, session, agent,
  project, tool, correlation, status, duration_ms, summary, data)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** A session whose project is learnt late is a young one: so far back its events are looked for. */
const EVENTS_PLACED = 20_000;

const PLACE = "UPDATE events SET project = ?1 WHERE session = ?2 AND id > ?3 AND project IS NOT ?1";

const KEYS_PURGED_AT_ONCE = 200;

/** Saving from a damaged store is done in steps of so many ms: a commit may have to wait. */
const SALVAGE_STEP_MS = 8;

/** So many events go straight to where the indexes are. */
const LARGE_COMMIT = 200;

/** The one connection that writes to a store. It blocks its thread, so it lives in a worker. */
export class StoreWriter {
  readonly id: string;
  /** Where a damaged store was moved to, to make place for this one. */
  readonly setAside: string | undefined;
  /** All of the store was looked at for damage, not only here and there. */
  readonly isChecked: boolean;
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #lock: StoreLock;
  readonly #insert: StatementSync;
  readonly #place: StatementSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #buffer: WriteBuffer;
  readonly #names: StringWriter;
  readonly #duplicates: Duplicates;
  readonly #fullText: FullTextWriter;
  readonly #retention: RetentionStep;
  readonly #pairs: PairIndex;
  readonly #clock: StoreClock;
  #salvage: Salvage | null = null;
  #last: number;

  /**
   * Opens or makes the store, after taking its lock. A damaged one is set aside.
   *
   * @param moment tells the time by both clocks of the machine
   * @throws {StoreLockedError} when another process writes to it
   */
  constructor(path: string, moment: () => Moment = machineMoment) {
    this.#path = path;
    prepareFiles(path);
    this.#lock = takeLock(path);
    try {
      const opened = openOrReplace(path);
      this.#database = opened.database;
      this.setAside = opened.setAside;
      this.isChecked = opened.isChecked;
      this.id = storeId(this.#database);
      this.#insert = this.#database.prepare(INSERT);
      this.#place = this.#database.prepare(PLACE);
      this.#begin = this.#database.prepare("BEGIN IMMEDIATE");
      this.#commit = this.#database.prepare("COMMIT");
      this.#buffer = new WriteBuffer(this.#database);
      this.#names = new StringWriter(this.#database);
      this.#fullText = new FullTextWriter(this.#database);
      this.#retention = new RetentionStep(this.#database, this.#names);
      this.#last = lastId(this.#database);
      this.#duplicates = new Duplicates(this.#database, this.#last, countEvents(this.#database));
      this.#pairs = new PairIndex(this.#database);
      this.#clock = new StoreClock(this.#database, moment);
      this.#salvage = resumeSalvage({
        database: this.#database,
        names: this.#names,
        duplicates: this.#duplicates,
      });
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
  append(rows: PackedRows): AppendOutcome {
    try {
      return this.#transaction(() => this.#addAll(rows));
    } catch (error) {
      if (rows.groups.length > 1) return this.#appendOneByOne(rows);
      const message = error instanceof Error ? error.message : String(error);
      const ids = new Float64Array(rows.groups[0] ?? 0);
      return { ids, amendments: [], errors: [[0, message]] };
    }
  }

  #appendOneByOne(rows: PackedRows): AppendOutcome {
    const ids = new Float64Array(rows.groups.reduce((sum, size) => sum + size, 0));
    const amendments: [number, Amendment][] = [];
    const errors: [number, string][] = [];
    rows.groups.forEach((_, group) => {
      const { rows: alone, first } = groupAt(rows, group);
      const outcome = this.append(alone);
      ids.set(outcome.ids, first);
      for (const [index, amendment] of outcome.amendments) {
        amendments.push([first + index, amendment]);
      }
      for (const [, message] of outcome.errors) errors.push([group, message]);
    });
    return { ids, amendments, errors };
  }

  /** Gives the latest events of a session another project. */
  placeSession(session: string, project: string): void {
    this.#transaction(() => {
      this.#buffer.settle();
      const [of, to] = [this.#names.id(session), this.#names.id(project)];
      this.#place.run(to, of, this.#last - EVENTS_PLACED);
    });
  }

  /** Saves some more of a damaged store; what came of it so far, `null` where there is none. */
  salvage(ms = SALVAGE_STEP_MS): SalvageProgress | null {
    const salvage = this.#salvage;
    if (salvage === null) return readSalvage(this.#database);
    this.#transaction(() => salvage.step(ms));
    if (salvage.isDone) this.#salvage = null;
    return salvage.progress;
  }

  /** Recalls some of what earlier runs stored; whether there is more. It changes nothing. */
  recall(): boolean {
    return this.#duplicates.recall();
  }

  /**
   * Moves the newest events to where the indexes are, if they are many. What fails now, is tried
   * again with the next housework.
   */
  settle(): void {
    if (this.#buffer.areEnough) tryTo(() => this.#transaction(() => this.#buffer.settle()));
  }

  /** Puts the words of some more events into the index; returns how many events still wait. */
  index(): number {
    return this.#transaction(() => {
      const { count } = this.#buffer;
      const behind = this.#fullText.step(this.#last - count);
      if (behind > 0) return behind + count;
      this.#buffer.settle();
      return this.#fullText.step(this.#last);
    });
  }

  /** Deletes some of the oldest events, if they are too old or too many. */
  retain(retention: Retention): RetentionOutcome {
    const clock = this.#clock.look(this.#last);
    const outcome = this.#transaction(() => {
      this.#buffer.settle();
      this.#clock.save(this.#last);
      return this.#retention.step(retention, clock, this.#last);
    });
    this.#duplicates.forgetUpTo(outcome.deletedUpTo);
    clock.forgetUpTo(outcome.deletedUpTo);
    return outcome;
  }

  close(): void {
    this.#clock.look(this.#last);
    this.#salvage?.close();
    tryTo(() =>
      this.#transaction(() => {
        this.#buffer.settle();
        this.#clock.save(this.#last);
      })
    );
    this.#database.close();
    this.#lock.release();
  }

  #transaction<T>(work: () => T): T {
    this.#pairs.recall();
    const before = this.#last;
    this.#begin.run();
    try {
      const result = work();
      this.#commit.run();
      return result;
    } catch (error) {
      if (isDamage(error)) tryTo(() => markSuspect(this.#path));
      this.#last = before;
      this.#names.forget();
      this.#duplicates.forgetAfter(before);
      this.#pairs.forget();
      // A full disk has already undone it.
      if (this.#database.isTransaction !== false) tryTo(() => this.#database.exec("ROLLBACK"));
      tryTo(() => this.#buffer.recount());
      throw error;
    }
  }

  #addAll(rows: PackedRows): AppendOutcome {
    const ids = new Float64Array(rows.groups.reduce((sum, size) => sum + size, 0));
    const amendments: [number, Amendment][] = [];
    const strings = new StringIds(this.#names, rows.strings);
    const isMany = ids.length >= LARGE_COMMIT;
    const { lead } = this.#clock.look(this.#last);
    // Ids stay in the order in which the tables are read.
    if (isMany) this.#buffer.settle();
    for (let index = 0; index < ids.length; index++) {
      const row = rowAt(rows, index);
      if (index === 0) this.#duplicates.tidy(row.received);
      const first = this.#duplicates.find(row, strings, lead);
      if (first !== undefined) {
        ids[index] = -first;
        continue;
      }
      const amendment = this.#pairs.see(row, strings);
      ids[index] = this.#add(row, strings, amendment, isMany);
      if (amendment !== undefined) amendments.push([index, amendment]);
    }
    return { ids, amendments, errors: [] };
  }

  #add(
    row: Row,
    strings: StringIds,
    amendment: Amendment | undefined,
    isMany: boolean,
  ): number {
    const id = this.#last + 1;
    const correlation = amendment?.correlation ?? row.correlation ?? null;
    const values = [
      id,
      row.ts,
      row.received,
      strings.source(row.source),
      strings.id(row.category),
      strings.id(row.type),
      strings.id(row.session),
      strings.id(row.agent),
      strings.id(row.project),
      strings.id(row.tool),
      correlation,
      strings.id(row.status),
      amendment?.duration_ms ?? row.duration ?? null,
      row.summary,
      row.data,
    ];
    if (isMany) this.#insert.run(...values);
    else this.#buffer.add(values);
    this.#duplicates.add(row, strings, id, correlation);
    if (id % KEYS_PURGED_AT_ONCE === 0) {
      this.#duplicates.purgeKeys(row.received - this.#clock.trusted.lead, KEYS_PURGED_AT_ONCE);
    }
    this.#last = id;
    return id;
  }
}

function tryTo(work: () => void): void {
  try {
    work();
  } catch {
    // What led here is the error that counts.
  }
}
