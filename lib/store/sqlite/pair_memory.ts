import type { DatabaseSync } from "node:sqlite";
import { type Amendment, PAIRED_TYPES, Pairing } from "../../events/pairing.ts";
import { NameReader } from "./names.ts";
import type { Row } from "./row.ts";
import { toEvent } from "./stored_event.ts";

/** Beginnings further back than so many events are taken for lost. */
const EVENTS_RECALLED = 5000;

/** Pairs events as they are written; what had begun when the last server ended may still end. */
export class PairMemory {
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
    const names = new NameReader(this.#database);
    names.refresh();
    const types = names.find((text) => PAIRED_TYPES.includes(text)) ?? [];
    const rows = this.#database.prepare(
      `SELECT id, ts, received, source, category, type, session, agent, project, tool, correlation,
        status, duration_ms, summary, 'null' AS data FROM events
        WHERE id > (SELECT max(id) FROM events) - ${EVENTS_RECALLED} AND +type IN (${
        types.join(",")
      })
        ORDER BY id`,
    );
    for (const row of rows.iterate()) this.#pairing.see(toEvent(row, names));
    this.#isKnown = true;
  }

  /** Sees the next event; says what it gets from the one that it ends. */
  see({ columns, once }: Row): Amendment | undefined {
    const [ts, received, , , type, session, agent, , tool, correlation, , duration] = columns;
    return this.#pairing.see({
      type,
      ts,
      received,
      session: session ?? undefined,
      agent: agent ?? undefined,
      tool: tool ?? undefined,
      correlation: correlation ?? undefined,
      duration_ms: duration ?? undefined,
      once,
    });
  }

  /** Some of what was seen has been undone: the store must be read again. */
  forget(): void {
    this.#isKnown = false;
  }
}
