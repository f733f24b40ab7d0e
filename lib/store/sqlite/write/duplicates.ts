import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Row } from "../rows/packed_rows.ts";
import { ToolUseFilter } from "./tool_use_filter.ts";
import type { StringIds } from "../rows/string_ids.ts";

/** How long an explicit key is remembered, in ms. */
const KEY_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** Within how many ms two byte-equal bodies count as one. */
const SAME_BODY_MS = 500;

/** The parts of one huge body came at the same moment: of them so many are remembered. */
const MAX_BODIES = 5_000;

/**
 * Finds an event of one tool use, in its session where both name one. The signs keep SQLite from
 * going through all of its type.
 */
export const FIND_TOOL_USE =
  `SELECT id FROM events WHERE correlation = ?1 AND +type = ?2 AND +agent IS ?3
    AND (+session = ?4 OR session IS NULL OR ?4 IS NULL) LIMIT 1`;

const FIND_ARRIVED = FIND_TOOL_USE.replace("events", "arrivals");

/** Finds whether an event is a duplicate of an earlier one: by identity only, never by similarity. */
export class Duplicates {
  readonly #bodies = new Map<string, { readonly id: number; readonly received: number }>();
  readonly #toolUses: ToolUseFilter;
  readonly #findKey: StatementSync;
  readonly #putKey: StatementSync;
  readonly #findToolUse: StatementSync;
  readonly #findArrived: StatementSync;
  readonly #purgeKeys: StatementSync;

  /** @param last the id of the newest event, or 0; `events` how many there are */
  constructor(database: DatabaseSync, last: number, events: number) {
    this.#toolUses = new ToolUseFilter(database, last, events);
    this.#findKey = database.prepare("SELECT id FROM keys WHERE key = ? AND at > ?");
    this.#putKey = database.prepare("INSERT OR REPLACE INTO keys (key, id, at) VALUES (?, ?, ?)");
    this.#findToolUse = database.prepare(FIND_TOOL_USE);
    this.#findArrived = database.prepare(FIND_ARRIVED);
    this.#purgeKeys = database.prepare(
      "DELETE FROM keys WHERE key IN (SELECT key FROM keys WHERE at <= ? ORDER BY at LIMIT ?)",
    );
  }

  /**
   * The id of the event that this one repeats.
   *
   * @param lead by how much the system's clock may have jumped ahead, in ms
   */
  find(row: Row, strings: StringIds, lead: number): number | undefined {
    const { key, body, received } = row;
    const since = received - lead - KEY_LIFETIME_MS;
    const found = (key === undefined ? undefined : this.#findKey.get(key, since)) ??
      this.#sameToolUse(row, strings);
    if (found !== undefined) return Number(found.id);
    const seen = body === undefined ? undefined : this.#bodies.get(body);
    return seen && Math.abs(received - seen.received) <= SAME_BODY_MS ? seen.id : undefined;
  }

  #sameToolUse(row: Row, strings: StringIds) {
    const { once, correlation } = row;
    if (!once || correlation === undefined) return undefined;
    const [type, agent] = [strings.id(row.type), strings.id(row.agent)];
    if (!this.#toolUses.mayHave(correlation, type, agent)) return undefined;
    const identity = [correlation, type, agent, strings.id(row.session)] as const;
    return this.#findToolUse.get(...identity) ?? this.#findArrived.get(...identity);
  }

  /** Remembers a new event, and the correlation that it was stored with. */
  add(row: Row, strings: StringIds, id: number, correlation: string | null): void {
    const { key, body, received } = row;
    if (correlation !== null) {
      this.#toolUses.add(correlation, strings.id(row.type), strings.id(row.agent), id);
    }
    if (key !== undefined) this.#putKey.run(key, id, received);
    if (body === undefined) return;
    this.#bodies.delete(body);
    this.#bodies.set(body, { id, received });
    if (this.#bodies.size <= MAX_BODIES) return;
    const [oldest] = this.#bodies.keys();
    if (oldest !== undefined) this.#bodies.delete(oldest);
  }

  /** Remembers a tool use of an event that was saved from a damaged store. */
  addSaved(correlation: string, type: number | null, agent: number | null, id: number): void {
    this.#toolUses.add(correlation, type, agent, id);
  }

  /** Recalls some of what earlier runs stored; whether there is more. */
  recall(): boolean {
    return this.#toolUses.recall();
  }

  /** All events up to this id were deleted. */
  forgetUpTo(id: number): void {
    this.#toolUses.forgetUpTo(id);
  }

  /** Forgets bodies that are too old to be repeated. */
  tidy(now: number): void {
    for (const [body, { received }] of this.#bodies) {
      if (Math.abs(now - received) <= SAME_BODY_MS) return;
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
