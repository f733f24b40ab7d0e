import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Duplicates } from "../write/duplicates.ts";
import type { StringWriter } from "../rows/interned_strings.ts";
import { eventOf, type LostEvent, nameOf } from "./known_rows.ts";
import { readOldFacts, readOldKeys, readOldNames } from "./old_facts.ts";
import { PageFile } from "./page_file.ts";
import { rowsOnPage } from "./table_leaf.ts";

/** How far the events of a damaged store are saved into the one that took its place. */
export interface SalvageProgress {
  /** Where the damaged file is. */
  readonly from: string;
  /** When it was set aside; ms since 1970, UTC. */
  readonly at: number;
  /** The last page that was looked at. */
  readonly page: number;
  readonly pages: number;
  readonly saved: number;
  /** The highest id that the damaged store ever gave. */
  readonly upTo: number;
  readonly low: number;
  /** When all is looked at: events that are not among those saved. */
  readonly missing?: number;
}

const NAME = "salvage";
/** Facts that go on in the new store: who it is, its clock, and by what rules it was redacted. */
const KEPT_META = ["store", "clock", "rules"];
/** A page with wider rows holds none of names. */
const NAME_COLUMNS = 3;
/** Pages that are looked at between two looks at the time. */
const PAGES_A_LOOK = 16;

const INSERT = `INSERT OR IGNORE INTO events VALUES (${Array.from({ length: 15 }, () => "?")})`;

/** Notes in a new store that a damaged one is to be saved into it. */
export function beginSalvage(database: DatabaseSync, from: string, at: number): void {
  const { meta, last, low } = readOldFacts(from);
  const put = database.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)");
  const kept = KEPT_META.flatMap((name) => {
    const value = meta.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  const facts = [["rules", "0"], ...kept, ["last", String(last)]];
  for (const [name = "", value = ""] of facts) put.run(name, value);
  const progress: SalvageProgress = { from, at, page: 0, pages: 0, saved: 0, upTo: last, low };
  put.run(NAME, JSON.stringify(progress));
}

/** What a store says about a salvage into it; `null` where there was none. */
export function readSalvage(database: DatabaseSync): SalvageProgress | null {
  const text = database.prepare("SELECT value FROM meta WHERE name = ?").get(NAME)?.value;
  return typeof text === "string" ? JSON.parse(text) as SalvageProgress : null;
}

/** Events that the ids from the oldest one on do not stand for, since they were lost. */
export function missingFrom(database: DatabaseSync, low: number): number {
  const salvage = readSalvage(database);
  if (salvage === null || low > salvage.upTo) return 0;
  return salvage.missing ?? missingNow(database, salvage);
}

function missingNow(database: DatabaseSync, { upTo }: SalvageProgress): number {
  const { n, low } = database.prepare(
    "SELECT count(*) AS n, min(id) AS low FROM events WHERE id <= ?",
  ).get(upTo) ?? {};
  return low === null || low === undefined ? 0 : upTo - Number(low) + 1 - Number(n);
}

/** What {@linkcode Salvage} works on. */
export interface SalvageParts {
  readonly database: DatabaseSync;
  readonly names: StringWriter;
  /** Has to know of tool uses that were saved. */
  readonly duplicates: Pick<Duplicates, "addSaved">;
}

/** Goes on with a salvage that a store says is not done; `null` where there is none. */
export function resumeSalvage(parts: SalvageParts): Salvage | null {
  const { database } = parts;
  const progress = readSalvage(database);
  if (progress === null || progress.missing !== undefined) return null;
  try {
    return new Salvage(parts, progress);
  } catch {
    // The damaged file has gone: what was not saved by then is lost.
    const done = { ...progress, missing: missingNow(database, progress) };
    database.prepare("UPDATE meta SET value = ? WHERE name = ?").run(JSON.stringify(done), NAME);
    return null;
  }
}

/**
 * Saves all events that can be read from a damaged store into the one that took its place, under
 * their ids: page by page through the file, whatever became of the tree that held it together.
 * Where it has got to stands in the store: a start goes on where the last run ended.
 */
export class Salvage {
  readonly #parts: SalvageParts;
  readonly #file: PageFile;
  readonly #oldNames: Map<number, string>;
  readonly #insert: StatementSync;
  readonly #put: StatementSync;
  #namesTo = 0;
  #progress: SalvageProgress;

  /** @throws {Error} when the damaged file is not there any more */
  constructor(parts: SalvageParts, progress: SalvageProgress) {
    this.#parts = parts;
    this.#file = new PageFile(progress.from);
    this.#oldNames = readOldNames(progress.from);
    this.#insert = parts.database.prepare(INSERT);
    this.#put = parts.database.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)");
    this.#progress = { ...progress, pages: this.#file.count };
    if (progress.page === 0) this.#saveKeys();
  }

  get progress(): SalvageProgress {
    return this.#progress;
  }

  get isDone(): boolean {
    return this.#progress.missing !== undefined;
  }

  /** Saves some more, within a transaction of the caller, for about so many ms. */
  step(ms: number): void {
    const end = performance.now() + ms;
    while (!this.isDone && performance.now() < end) {
      if (this.#namesTo < this.#file.count) this.#learnNames();
      else this.#saveEvents();
    }
    this.#put.run(NAME, JSON.stringify(this.#progress));
    if (!this.isDone) return;
    this.close();
    tidyCompanions(this.#progress.from);
  }

  close(): void {
    this.#file.close();
  }

  /** What SQLite does not find any more may still stand on its page. */
  #learnNames(): void {
    const end = Math.min(this.#namesTo + PAGES_A_LOOK, this.#file.count);
    for (let number = this.#namesTo + 1; number <= end; number++) {
      if (this.#file.isFree(number)) continue;
      for (const row of rowsOnPage(this.#file.page(number), number, this.#file)) {
        const text = nameOf(row);
        if (text !== null && !this.#oldNames.has(row.id)) this.#oldNames.set(row.id, text);
        if (row.values.length > NAME_COLUMNS) break;
      }
    }
    this.#namesTo = end;
  }

  #saveEvents(): void {
    const { page, pages } = this.#progress;
    const end = Math.min(page + PAGES_A_LOOK, pages);
    let saved = 0;
    for (let number = page + 1; number <= end; number++) {
      if (this.#file.isFree(number)) continue;
      for (const row of rowsOnPage(this.#file.page(number), number, this.#file)) {
        const event = eventOf(row);
        if (event === null) continue;
        if (event.id >= this.#progress.low && event.id <= this.#progress.upTo) {
          saved += this.#save(event);
        }
      }
    }
    this.#progress = { ...this.#progress, page: end, saved: this.#progress.saved + saved };
    if (end === pages) this.#finish();
  }

  #finish(): void {
    const missing = missingNow(this.#parts.database, this.#progress);
    this.#progress = { ...this.#progress, missing };
  }

  #save(event: LostEvent): number {
    const type = this.#name(event.type);
    const agent = this.#name(event.agent);
    const { changes } = this.#insert.run(
      event.id,
      event.ts,
      event.received,
      this.#parts.names.sourceId(this.#oldNames.get(event.source) ?? "unknown"),
      this.#parts.names.id(this.#oldNames.get(event.category) ?? "other"),
      type,
      this.#name(event.session),
      agent,
      this.#name(event.project),
      this.#name(event.tool),
      event.correlation,
      this.#status(event.status),
      event.duration,
      event.summary,
      event.data,
    );
    if (changes === 0) return 0;
    if (event.correlation !== null) {
      this.#parts.duplicates.addSaved(event.correlation, type, agent, event.id);
    }
    return 1;
  }

  #status(old: number | null): number | null {
    const text = old === null ? undefined : this.#oldNames.get(old);
    return text === undefined ? null : this.#parts.names.id(text);
  }

  #name(old: number | null): number | null {
    return old === null ? null : this.#parts.names.id(this.#oldNames.get(old) ?? "unknown");
  }

  #saveKeys(): void {
    const put = this.#parts.database.prepare(
      "INSERT OR IGNORE INTO keys (key, id, at) VALUES (?, ?, ?)",
    );
    for (const { key, id, at } of readOldKeys(this.#progress.from)) put.run(key, id, at);
  }
}

/** Looking into a file leaves others beside it that hold nothing. */
function tidyCompanions(path: string): void {
  for (const [end, most] of [["-shm", Infinity], ["-wal", 0]] as const) {
    try {
      if (Deno.lstatSync(path + end).size <= most) Deno.removeSync(path + end);
    } catch {
      // There is none, or it is in use: it does no harm.
    }
  }
}
