import { DatabaseSync } from "node:sqlite";
import { REDACTION_RULES } from "../../../events/redact/rules_version.ts";

const NAME = "rules";

/** By which rules all that a store holds was redacted; 0 when nobody knows. */
export function readRules(database: DatabaseSync): number {
  const value = database.prepare("SELECT value FROM meta WHERE name = ?").get(NAME)?.value;
  return Number(value ?? 0);
}

/** Notes that all that the store holds was redacted by today's rules, or that nobody knows. */
export function markRules(database: DatabaseSync, rules: number = REDACTION_RULES): void {
  database.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)")
    .run(NAME, String(rules));
}

/** Events are stored with their secrets: from now on nobody knows what else is in the store. */
export function distrustRules(path: string): void {
  const database = new DatabaseSync(path);
  try {
    database.exec("PRAGMA busy_timeout = 5000");
    if (readRules(database) !== 0) markRules(database, 0);
  } finally {
    database.close();
  }
}
