import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Amendment } from "../../../events/pairs/pairing.ts";
import { WriteBuffer } from "../rows/write_buffer.ts";
import type { AppendOutcome } from "./append_outcome.ts";
import { RowAppender } from "./row_appender.ts";
import { Duplicates } from "./duplicates.ts";
import { markSuspect, prepareFiles } from "../file/files.ts";
import { type StoreLock, takeLock } from "../file/lock.ts";
import { FullTextWriter } from "./full_text_writer.ts";
import { StringWriter } from "../rows/interned_strings.ts";
import { groupAt, type PackedRows } from "../rows/packed_rows.ts";
import { type Retention, type RetentionOutcome, RetentionStep } from "../file/retention.ts";
import {
  countEvents,
  isDamage,
  lastId,
  openOrReplace,
  storeId,
  succeed,
} from "../file/open_database.ts";
import type { Moment } from "../file/trusted_clock.ts";
import { PairIndex } from "./pair_index.ts";
import {
  readSalvage,
  resumeSalvage,
  type Salvage,
  type SalvageProgress,
} from "../salvage/salvage.ts";
import { type FilesState, StoreFiles } from "../file/store_files.ts";
import { machineMoment, StoreClock } from "./store_clock.ts";
import { tryTo } from "./try_to.ts";

/** What goes on in a store that takes the place of one whose file was removed. */
export interface Successor {
  readonly id: string;
  /** The highest id that was ever reported. */
  readonly last: number;
}

/** A session whose project is learnt late is a young one: so far back its events are looked for. */
export const EVENTS_PLACED = 20_000;

const PLACE = "UPDATE events SET project = ?1 WHERE session = ?2 AND id > ?3 AND project IS NOT ?1";

/** Saving from a damaged store is done in steps of so many ms: a commit may have to wait. */
const SALVAGE_STEP_MS = 8;

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
  readonly #files: StoreFiles;
  #salvage: Salvage | null = null;
  readonly #rows: RowAppender;

  /**
   * Opens or makes the store, after taking its lock. A damaged one is set aside.
   *
   * @param moment tells the time by both clocks of the machine
   * @param successor of whom it goes on with the ids
   * @param lock where it is held already
   * @throws {StoreLockedError} when another process writes to it
   */
  constructor(
    path: string,
    moment: () => Moment = machineMoment,
    successor?: Successor,
    lock?: StoreLock,
  ) {
    this.#path = path;
    // Opening the file of a lock that is held, and closing it, would release it.
    if (lock === undefined) prepareFiles(path);
    this.#lock = lock ?? takeLock(path);
    try {
      const opened = openOrReplace(path);
      this.#database = opened.database;
      this.setAside = opened.setAside;
      this.isChecked = opened.isChecked;
      if (successor !== undefined) succeed(this.#database, successor);
      this.id = storeId(this.#database);
      this.#place = this.#database.prepare(PLACE);
      this.#begin = this.#database.prepare("BEGIN IMMEDIATE");
      this.#commit = this.#database.prepare("COMMIT");
      this.#buffer = new WriteBuffer(this.#database);
      this.#names = new StringWriter(this.#database);
      this.#fullText = new FullTextWriter(this.#database);
      this.#retention = new RetentionStep(this.#database, this.#names);
      const last = lastId(this.#database);
      this.#duplicates = new Duplicates(this.#database, last, countEvents(this.#database));
      this.#pairs = new PairIndex(this.#database);
      this.#clock = new StoreClock(this.#database, moment);
      this.#rows = new RowAppender({
        database: this.#database,
        buffer: this.#buffer,
        names: this.#names,
        duplicates: this.#duplicates,
        pairs: this.#pairs,
        clock: this.#clock,
        last,
      });
      this.#files = new StoreFiles(path);
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
    return this.#rows.last;
  }

  /** Whether the files that are open are those at the store's path. */
  checkFiles(): FilesState {
    const state = this.#files.check();
    // What stands in a removed log goes to the store's file now, and is on the disk there.
    if (state === "log") this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return state;
  }

  /** Stores groups of events, and says whether they are in the file at the store's path. */
  append(rows: PackedRows): AppendOutcome {
    const outcome = this.#append(rows);
    const files = this.checkFiles();
    return files === "same" ? outcome : { ...outcome, files };
  }

  /**
   * Moves all that is in the log of writes into the store's file, so that the log begins anew; no
   * commit runs meanwhile. False when a reader still needs the log.
   */
  emptyLog(): boolean {
    this.#database.exec("PRAGMA busy_timeout = 200");
    try {
      return Number(this.#database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get()?.busy) === 0;
    } finally {
      this.#database.exec("PRAGMA busy_timeout = 5000");
    }
  }

  /**
   * Stores groups of events in one transaction. When that fails, each group gets its own, so that
   * one that cannot be stored does not take the others with it.
   */
  #append(rows: PackedRows): AppendOutcome {
    try {
      return this.#transaction(() => this.#rows.addAll(rows));
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
      const outcome = this.#append(alone);
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
      this.#place.run(to, of, this.last - EVENTS_PLACED);
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
      const behind = this.#fullText.step(this.last - count);
      if (behind > 0) return behind + count;
      this.#buffer.settle();
      return this.#fullText.step(this.last);
    });
  }

  /** Deletes some of the oldest events, if they are too old or too many. */
  retain(retention: Retention): RetentionOutcome {
    const clock = this.#clock.look(this.last);
    const outcome = this.#transaction(() => {
      this.#buffer.settle();
      this.#clock.save(this.last);
      return this.#retention.step(retention, clock, this.last);
    });
    this.#duplicates.forgetUpTo(outcome.deletedUpTo);
    clock.forgetUpTo(outcome.deletedUpTo);
    return outcome;
  }

  close(): void {
    this.closeFiles().release();
  }

  /** Closes the files alone: something is to be done with them that nobody may come between. */
  closeFiles(): StoreLock {
    this.#clock.look(this.last);
    this.#salvage?.close();
    tryTo(() =>
      this.#transaction(() => {
        this.#buffer.settle();
        this.#clock.save(this.last);
      })
    );
    this.#database.close();
    return this.#lock;
  }

  /** Leaves a store whose file has gone: what belongs to it must not be taken for the next one's. */
  abandon(): void {
    tryTo(() => this.#salvage?.close());
    tryTo(() => {
      if (this.#files.check() === "gone") this.#files.removeRest();
    });
    tryTo(() => this.#database.close());
    this.#lock.release();
  }

  #transaction<T>(work: () => T): T {
    this.#pairs.recall();
    const before = this.last;
    this.#begin.run();
    try {
      const result = work();
      this.#commit.run();
      return result;
    } catch (error) {
      if (isDamage(error)) tryTo(() => markSuspect(this.#path));
      this.#rows.goBackTo(before);
      this.#names.forget();
      this.#duplicates.forgetAfter(before);
      this.#pairs.forget();
      // A full disk has already undone it.
      if (this.#database.isTransaction !== false) tryTo(() => this.#database.exec("ROLLBACK"));
      tryTo(() => this.#buffer.recount());
      throw error;
    }
  }
}
