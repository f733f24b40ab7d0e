import type { DatabaseSync } from "node:sqlite";
import { REDACTION_RULES } from "../../../events/redact/rules_version.ts";
import { prepareFile, removeDatabase } from "../file/files.ts";
import { openDatabase } from "../file/open_database.ts";
import { namesOfFile } from "../file/real_names.ts";

/** A store cannot be written anew now, for a reason that a person can do something about. */
class CannotCopyError extends Error {
  override readonly name = "CannotCopyError";
}

/** How far a copy has got; kept in the copy itself. */
export interface CopyState {
  /** The store that it is a copy of. */
  readonly store: string;
  readonly rules: number;
  /** The last event that was copied. */
  readonly after: number;
  /** Events in which secrets were replaced. */
  readonly changed: number;
  /** Up to this event sessions have the projects that they turned out to belong to. */
  readonly placed: number;
}

const NAME = "redacting";

/** Where the copy of a store grows. */
export function copyPath(path: string): string {
  return `${path}.redacting`;
}

/**
 * Opens the copy that is to take a store's place, to go on with it or to begin it.
 *
 * @throws {CannotCopyError} when the store's file has other names
 */
export function openCopy(
  path: string,
  store: string,
): { database: DatabaseSync; state: CopyState } {
  const begun: CopyState = { store, rules: REDACTION_RULES, after: 0, changed: 0, placed: 0 };
  if (namesOfFile(path).length > 1) {
    throw new CannotCopyError(
      `The file has further names (${
        namesOfFile(path).join(", ")
      }), and would keep its secrets there`,
    );
  }
  const known = openKnown(path);
  if (known !== null) return known;
  removeDatabase(copyPath(path));
  const database = openFile(path);
  writeCopyState(database, begun);
  return { database, state: begun };

  function openKnown(path: string) {
    if (!exists(copyPath(path))) return null;
    try {
      const database = openFile(path);
      const state = readCopyState(database);
      if (state?.store === store && state.rules === REDACTION_RULES) return { database, state };
      database.close();
    } catch {
      // It is begun anew.
    }
    return null;
  }
}

function openFile(path: string): DatabaseSync {
  prepareFile(copyPath(path));
  const { database } = openDatabase(copyPath(path));
  database.exec("PRAGMA wal_autocheckpoint = 1000");
  return database;
}

/** How far a copy says that it has got; `null` where it does not say. */
export function readCopyState(database: DatabaseSync): CopyState | null {
  const text = database.prepare("SELECT value FROM meta WHERE name = ?").get(NAME)?.value;
  return typeof text === "string" ? JSON.parse(text) as CopyState : null;
}

/** Keeps how far a copy has got, within a transaction of the caller. */
export function writeCopyState(database: DatabaseSync, state: CopyState): void {
  database.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)")
    .run(NAME, JSON.stringify(state));
}

/** Gives the copy what the store knows of itself, in place of what it knew of its making. */
export function adoptFacts(from: DatabaseSync, to: DatabaseSync): void {
  to.prepare("DELETE FROM meta WHERE name = ?").run(NAME);
  const put = to.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)");
  for (const { name, value } of from.prepare("SELECT name, value FROM meta").all()) {
    if (name !== "indexed") put.run(String(name), String(value));
  }
  const putKey = to.prepare("INSERT OR REPLACE INTO keys (key, id, at) VALUES (?, ?, ?)");
  for (const { key, id, at } of from.prepare("SELECT key, id, at FROM keys").all()) {
    putKey.run(String(key), Number(id), Number(at));
  }
}

function exists(path: string): boolean {
  try {
    return Deno.lstatSync(path).isFile;
  } catch {
    return false;
  }
}
