import { DatabaseSync, type StatementSync } from "node:sqlite";
import { redactStored } from "../../../events/redact/redact_stored.ts";
import { redactText } from "../../../events/redact/redact_text.ts";
import { lastId, storeId } from "../file/open_database.ts";
import { StringReader, StringWriter } from "../rows/interned_strings.ts";
import type { StoredRow } from "../rows/stored_event.ts";
import { readSalvage } from "../salvage/salvage.ts";
import { FullTextWriter } from "../write/full_text_writer.ts";
import { EVENTS_PLACED } from "../write/writer.ts";
import { adoptFacts, type CopyState, openCopy, writeCopyState } from "./copy_file.ts";
import { markRules } from "./rules_mark.ts";

/** How far the copy of a store has got. */
export interface CopyProgress {
  /** Events that were looked at. */
  readonly looked: number;
  /** Events that there are now. */
  readonly of: number;
  /** Events in which secrets were replaced. */
  readonly changed: number;
  /** Only what is stored from now on is missing. */
  readonly isLevel: boolean;
}

/** Events that are read at once: each may hold megabytes. */
const EVENTS_A_READ = 20;
const PLACED_A_STEP = 2000;

const READ = `SELECT * FROM events WHERE id > ? ORDER BY id LIMIT ${EVENTS_A_READ}`;
const INSERT = `INSERT OR REPLACE INTO events VALUES (${Array.from({ length: 15 }, () => "?")})`;
const PROJECTS = `SELECT id, project FROM events WHERE id > ? ORDER BY id LIMIT ${PLACED_A_STEP}`;
const PLACE = "UPDATE events SET project = ?1 WHERE id = ?2 AND project IS NOT ?1";

/**
 * A copy of a store without its secrets, which grows beside it while it is written to. What a file
 * once held stays on its pages and in the index of words; a new file never held it.
 */
export class RedactedCopy {
  readonly #old: DatabaseSync;
  readonly #new: DatabaseSync;
  readonly #oldNames: StringReader;
  readonly #newNames: StringWriter;
  readonly #fullText: FullTextWriter;
  readonly #reads: readonly StatementSync[];
  readonly #insert: StatementSync;
  readonly #projects: StatementSync;
  readonly #place: StatementSync;
  #state: CopyState;
  #placing: number;
  #placingSince = 0;

  /** @throws {CannotCopyError} when it cannot be made now */
  constructor(path: string) {
    this.#old = new DatabaseSync(path, { readOnly: true });
    this.#old.exec("PRAGMA busy_timeout = 5000");
    const salvage = readSalvage(this.#old);
    if (salvage !== null && salvage.missing === undefined) {
      throw new Error("Events of a damaged store are still being saved into it");
    }
    const { database, state } = openCopy(path, storeId(this.#old));
    this.#new = database;
    this.#state = state;
    this.#oldNames = new StringReader(this.#old);
    this.#newNames = new StringWriter(this.#new);
    this.#fullText = new FullTextWriter(this.#new);
    this.#reads = [READ, READ.replace("events", "arrivals")].map((sql) => this.#old.prepare(sql));
    this.#insert = this.#new.prepare(INSERT);
    this.#projects = this.#old.prepare(PROJECTS);
    this.#place = this.#new.prepare(PLACE);
    this.#placing = state.placed;
  }

  /** Goes on for about so many ms. */
  step(ms: number): CopyProgress {
    const end = performance.now() + ms;
    let isLevel = false;
    do isLevel = this.#index() === 0 && this.#copySome() === 0 && this.#placeSome() === 0; while (
      !isLevel && performance.now() < end
    );
    const last = lastOf(this.#old);
    const low = lowest(this.#old);
    const count = (to: number) => Math.max(0, to - low + 1);
    const looked = count(Math.min(this.#state.after, last));
    return { looked, of: count(last), changed: this.#state.changed, isLevel };
  }

  /**
   * Takes in what was written since, and makes it a store; to be called while nobody writes.
   *
   * @throws {Error} when it does not hold all that the store holds
   */
  complete(): void {
    while (this.#copySome() > 0);
    this.#placing = this.#state.placed;
    while (this.#placeSome() > 0);
    this.#transaction(() => {
      adoptFacts(this.#old, this.#new);
      markRules(this.#new);
    });
    const low = lowest(this.#old);
    const [before, after] = [this.#old, this.#new].map((database) => countFrom(database, low));
    if (before !== after) throw new Error(`The copy has ${after} events, and the store ${before}`);
    this.#new.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    this.close();
  }

  close(): void {
    this.#old.close();
    this.#new.close();
  }

  #index(): number {
    return this.#transaction(() => this.#fullText.step(this.#state.after));
  }

  #copySome(): number {
    const rows = this.#read();
    if (rows.length === 0) return 0;
    this.#transaction(() => {
      const changed = rows.filter((row) => this.#copy(row)).length;
      this.#keep({
        ...this.#state,
        after: Number(rows.at(-1)?.id),
        changed: this.#state.changed + changed,
      });
    });
    return rows.length;
  }

  /** The newest events stand in a table of their own, and move to the other one meanwhile. */
  #read(): readonly StoredRow[] {
    this.#old.exec("BEGIN");
    try {
      this.#oldNames.refresh();
      for (const read of this.#reads) {
        const rows = read.all(this.#state.after);
        if (rows.length > 0) return rows;
      }
      return [];
    } finally {
      this.#old.exec("COMMIT");
    }
  }

  /** Whether there were secrets in it. */
  #copy(row: StoredRow): boolean {
    const before = {
      summary: String(row.summary),
      data: String(row.data),
      correlation: row.correlation === null ? null : String(row.correlation),
    };
    const { summary, data, correlation } = redactStored(before);
    const name = (id: unknown) => this.#name(id);
    const texts = ["session", "agent", "project", "tool"].map((column) => name(row[column]));
    const [session = null, agent = null, project = null, tool = null] = texts;
    this.#insert.run(
      Number(row.id),
      Number(row.ts),
      Number(row.received),
      this.#newNames.sourceId(this.#redactedName(row.source)),
      name(row.category),
      name(row.type),
      session,
      agent,
      project,
      tool,
      correlation,
      name(row.status),
      row.duration_ms === null ? null : Number(row.duration_ms),
      summary,
      data,
    );
    return data !== before.data || summary !== before.summary;
  }

  /** Sessions get another project when it turns out where they belong, long after their events. */
  #placeSome(): number {
    if (this.#placing === this.#state.placed) this.#placingSince = lastOf(this.#old);
    const rows = this.#projects.all(this.#placing);
    this.#oldNames.refresh();
    this.#transaction(() => {
      for (const { id, project } of rows) this.#place.run(this.#name(project), Number(id));
      if (rows.length > 0) return;
      // Whoever is placed meanwhile or later has events behind this one only.
      const placed = Math.max(this.#state.placed, this.#placingSince - EVENTS_PLACED);
      this.#keep({ ...this.#state, placed });
    });
    this.#placing = Number(rows.at(-1)?.id ?? this.#placing);
    return rows.length;
  }

  #name(id: unknown): number | null {
    return id === null ? null : this.#newNames.id(this.#redactedName(id));
  }

  #redactedName(id: unknown): string {
    return redactText(this.#oldNames.text(Number(id)));
  }

  #keep(state: CopyState): void {
    this.#state = state;
    writeCopyState(this.#new, state);
  }

  #transaction<T>(work: () => T): T {
    const before = this.#state;
    this.#new.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#new.exec("COMMIT");
      return result;
    } catch (error) {
      this.#state = before;
      this.#newNames.forget();
      if (this.#new.isTransaction !== false) this.#new.exec("ROLLBACK");
      throw error;
    }
  }
}

function lastOf(database: DatabaseSync): number {
  const arrived = database.prepare("SELECT max(id) AS id FROM arrivals").get()?.id;
  return Math.max(lastId(database), Number(arrived ?? 0));
}

/** The oldest event; those before it were deleted. */
function lowest(database: DatabaseSync): number {
  const { low, arrived } = database.prepare(
    "SELECT (SELECT min(id) FROM events) AS low, (SELECT min(id) FROM arrivals) AS arrived",
  ).get() ?? {};
  return Number(low ?? arrived ?? 1);
}

function countFrom(database: DatabaseSync, low: number): number {
  return Number(database.prepare("SELECT count(*) AS n FROM events WHERE id >= ?").get(low)?.n);
}
