import { DatabaseSync } from "node:sqlite";
import { REDACTION_RULES } from "../../../events/redact/rules_version.ts";
import { copyPath, readCopyState } from "./copy_file.ts";
import { readRules } from "./rules_mark.ts";

/** Whether a store holds what was not redacted by today's rules. */
export interface RedactionState {
  readonly isDue: boolean;
  /** It was begun, and events up to this id are done; 0 where it was not. */
  readonly begun: number;
  /** The highest id of an event. */
  readonly last: number;
}

/**
 * Looks by which rules a store was redacted, whether a server writes to it or not.
 *
 * @returns `null` where there is no store, or none that can be read
 */
export function readRedaction(path: string): RedactionState | null {
  const store = read(path, (database) => ({
    rules: readRules(database),
    last: Number(
      database.prepare(
        "SELECT max(coalesce((SELECT max(id) FROM arrivals), 0), " +
          "coalesce((SELECT max(id) FROM events), 0)) AS id",
      ).get()?.id,
    ),
  }));
  if (store === null) return null;
  const { rules, last } = store;
  const isDue = rules < REDACTION_RULES && last > 0;
  return { isDue, last, begun: isDue ? read(copyPath(path), readCopyState)?.after ?? 0 : 0 };
}

function read<T>(path: string, look: (database: DatabaseSync) => T): T | null {
  try {
    if (!Deno.statSync(path).isFile) return null;
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      database.exec("PRAGMA busy_timeout = 1000");
      return look(database);
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}
