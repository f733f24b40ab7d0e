import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Row } from "./packed_rows.ts";
import type { WordNumbers } from "./word_numbers.ts";

/** How long an explicit key is remembered, in ms. */
export const KEY_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** Within how many ms two byte-equal bodies count as one. */
export const SAME_BODY_MS = 500;

/** Finds an event of one tool use. The signs keep SQLite from going through all of its type. */
export const FIND_TOOL_USE =
  "SELECT id FROM events WHERE correlation = ? AND +type = ? AND +agent IS ? LIMIT 1";

/** Knows whether an event is a double of one that came before: by identity only, never by looks. */
export class Doubles {
  readonly #bodies = new Map<string, { readonly id: number; readonly received: number }>();
  readonly #findKey: StatementSync;
  readonly #putKey: StatementSync;
  readonly #findToolUse: StatementSync;
  readonly #purgeKeys: StatementSync;

  constructor(database: DatabaseSync) {
    this.#findKey = database.prepare("SELECT id FROM keys WHERE key = ? AND at > ?");
    this.#putKey = database.prepare("INSERT OR REPLACE INTO keys (key, id, at) VALUES (?, ?, ?)");
    this.#findToolUse = database.prepare(FIND_TOOL_USE);
    this.#purgeKeys = database.prepare(
      "DELETE FROM keys WHERE key IN (SELECT key FROM keys WHERE at <= ? ORDER BY at LIMIT ?)",
    );
  }

  /** The id of the event that this one repeats. */
  find({ key, once, body, received, correlation, type, agent }: Row, words: WordNumbers) {
    const found =
      (key === undefined ? undefined : this.#findKey.get(key, received - KEY_LIFETIME_MS)) ??
        (once && correlation !== undefined
          ? this.#findToolUse.get(correlation, words.number(type), words.number(agent))
          : undefined);
    if (found !== undefined) return Number(found.id);
    const seen = body === undefined ? undefined : this.#bodies.get(body);
    return seen && Math.abs(received - seen.received) <= SAME_BODY_MS ? seen.id : undefined;
  }

  /** Remembers a new event. */
  add({ key, body, received }: Row, id: number): void {
    if (key !== undefined) this.#putKey.run(key, id, received);
    if (body === undefined) return;
    this.#bodies.delete(body);
    this.#bodies.set(body, { id, received });
  }

  /** Forgets bodies that are too old to be repeated. */
  tidy(now: number): void {
    for (const [body, { received }] of this.#bodies) {
      if (received >= now - SAME_BODY_MS) return;
      this.#bodies.delete(body);
    }
  }

  /** Forgets what came from a transaction that was undone. */
  forgetAfter(last: number): void {
    for (const [body, { id }] of this.#bodies) {
      if (id > last) this.#bodies.delete(body);
    }
  }

  /** Deletes at most `limit` keys that are older than their lifetime. */
  purgeKeys(now: number, limit: number): void {
    this.#purgeKeys.run(now - KEY_LIFETIME_MS, limit);
  }
}
