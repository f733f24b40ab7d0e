import type { DatabaseSync } from "node:sqlite";
import { PAIRED_TYPES } from "../../../events/pairs/pair_rules.ts";
import { type Amendment, Pairing } from "../../../events/pairs/pairing.ts";
import { StringReader } from "../rows/interned_strings.ts";
import type { Row } from "../rows/packed_rows.ts";
import { toEvent } from "../rows/stored_event.ts";
import type { StringIds } from "../rows/string_ids.ts";

/** Beginnings further back than so many events are taken for lost. */
const EVENTS_RECALLED = 5000;

/** Pairs events as they are written; what had begun when the last server ended may still end. */
export class PairIndex {
  readonly #database: DatabaseSync;
  readonly #pairing = new Pairing();
  #isKnown = false;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Reads what is open in the store, unless it is known; to be called outside of changes. */
  recall(): void {
    if (this.#isKnown) return;
    this.#pairing.clear();
    const names = new StringReader(this.#database);
    names.refresh();
    const types = names.find((text) => PAIRED_TYPES.includes(text)) ?? [];
    const rows = this.#database.prepare(
      `SELECT id, ts, received, source, category, type, session, agent, project, tool, correlation,
        status, duration_ms, summary, 'null' AS data
        FROM (SELECT * FROM events UNION ALL SELECT * FROM arrivals)
        WHERE id > (SELECT max(id) FROM events) - ${EVENTS_RECALLED} AND +type IN (${
        types.join(",")
      })
        ORDER BY id`,
    );
    for (const row of rows.iterate()) this.#pairing.see(toEvent(row, names));
    this.#isKnown = true;
  }

  /** Sees the next event; says what it gets from the one that it ends. */
  see(row: Row, strings: StringIds): Amendment | undefined {
    return this.#pairing.see({
      type: strings.text(row.type) ?? "",
      ts: row.ts,
      received: row.received,
      session: strings.text(row.session),
      agent: strings.text(row.agent),
      tool: strings.text(row.tool),
      correlation: row.correlation,
      duration_ms: row.duration,
      once: row.once,
    });
  }

  /** Some of what was seen has been undone: the store must be read again. */
  forget(): void {
    this.#isKnown = false;
  }
}
