import type { DatabaseSync } from "node:sqlite";

/** The columns of an event in the first steps, which is not changed either. */
const EVENT_COLUMNS = `
    id INTEGER PRIMARY KEY,
    ts INTEGER NOT NULL,
    received INTEGER NOT NULL,
    source INTEGER NOT NULL,
    category INTEGER NOT NULL,
    type INTEGER NOT NULL,
    session INTEGER,
    agent INTEGER,
    project INTEGER,
    tool INTEGER,
    correlation TEXT,
    status INTEGER,
    duration_ms REAL,
    summary TEXT NOT NULL,
    data TEXT NOT NULL
`;

/**
 * Steps from an empty file to the current tables; `PRAGMA user_version` counts those done.
 * A step that has been released is never changed: append a new one.
 *
 * Words that repeat (types, sessions, folders, …) are kept once in `names`, so that an event and
 * each of its index entries hold small numbers instead.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE names (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
  CREATE TABLE events (${EVENT_COLUMNS});
  CREATE INDEX events_received ON events (received);
  CREATE INDEX events_category ON events (category);
  CREATE INDEX events_type ON events (type);
  CREATE INDEX events_session ON events (session) WHERE session IS NOT NULL;
  CREATE INDEX events_agent ON events (agent) WHERE agent IS NOT NULL;
  CREATE INDEX events_project ON events (project) WHERE project IS NOT NULL;
  CREATE INDEX events_tool ON events (tool) WHERE tool IS NOT NULL;
  CREATE INDEX events_correlation ON events (correlation) WHERE correlation IS NOT NULL;
  CREATE INDEX events_status ON events (status) WHERE status IS NOT NULL;
  CREATE TABLE keys (key TEXT PRIMARY KEY, id INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX keys_at ON keys (at);
  `,
  // The index holds words only; the text stays in `events`, and what is found is looked at again.
  `
  CREATE VIRTUAL TABLE words USING fts5(
    text, content = '', contentless_delete = 1, detail = none,
    tokenize = 'unicode61 remove_diacritics 0'
  );
  `,
  // Names that no event has any more are deleted, except those of sources: no index leads from a
  // source to its events. Of older names it is not known which are sources.
  `
  ALTER TABLE names ADD COLUMN is_source INTEGER NOT NULL DEFAULT 0;
  UPDATE names SET is_source = 1;
  `,
  // The newest events, in the columns of `events` and without its indexes.
  `
  CREATE TABLE arrivals (${EVENT_COLUMNS});
  `,
];

/** The store file was written by a release that knows more tables than this one. */
class NewerSchemaError extends Error {
  override readonly name = "NewerSchemaError";
}

/**
 * Brings the tables up to date, each step in its own transaction.
 *
 * @throws {NewerSchemaError} when the file is from a newer release
 */
export function migrate(database: DatabaseSync, migrations = MIGRATIONS): void {
  const done = mustBeKnown(database, migrations);
  migrations.slice(done).forEach((step, index) => {
    database.exec(`BEGIN IMMEDIATE; ${step}; PRAGMA user_version = ${done + index + 1}; COMMIT`);
  });
}

/**
 * Tells how many of the steps a file has behind it.
 *
 * @throws {NewerSchemaError} when the file is from a newer release
 */
export function mustBeKnown(database: DatabaseSync, migrations = MIGRATIONS): number {
  const done = Number(database.prepare("PRAGMA user_version").get()?.user_version ?? 0);
  if (done > migrations.length) {
    throw new NewerSchemaError(`The store has version ${done}, newer than ${migrations.length}`);
  }
  return done;
}
