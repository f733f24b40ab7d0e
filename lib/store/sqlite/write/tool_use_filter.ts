import type { DatabaseSync, StatementSync } from "node:sqlite";
import { BloomFilter } from "./bloom_filter.ts";

/** Tool uses that one filter of this run holds before the next one begins. */
const CAPACITY = 100_000;

/** Correlations that are recalled in one step: some ms. */
const RECALLED_A_STEP = 2000;

const RECALL = `SELECT correlation FROM events INDEXED BY events_correlation
  WHERE correlation > ? ORDER BY correlation LIMIT ${RECALLED_A_STEP}`;

interface Filter {
  readonly texts: BloomFilter;
  added: number;
  /** The newest event in it. */
  last: number;
}

/**
 * Knows of most tool uses that they are not in the store yet, without asking it. What this run
 * wrote is known at once, by correlation, type and agent; what was there before is recalled in
 * small steps, by correlation alone, and until all of it is, any may be there.
 */
export class ToolUseFilter {
  readonly #recall: StatementSync;
  readonly #filters: Filter[] = [];
  readonly #before: number;
  #earlier: BloomFilter | undefined;
  #recalledTo = "";
  #isRecalled: boolean;

  /** @param last the id of the newest event, or 0; `events` how many there are */
  constructor(database: DatabaseSync, last: number, events: number) {
    this.#recall = database.prepare(RECALL);
    this.#before = last;
    this.#isRecalled = events === 0;
    // Most tool uses have two events.
    if (!this.#isRecalled) this.#earlier = new BloomFilter(Math.ceil(events / 2));
    this.#earlier?.add(this.#recalledTo);
  }

  /** Recalls some more of what was there before; whether there is still more. */
  recall(): boolean {
    if (this.#isRecalled) return false;
    const rows = this.#recall.all(this.#recalledTo);
    for (const row of rows) {
      this.#recalledTo = String(row.correlation);
      this.#earlier?.add(this.#recalledTo);
    }
    this.#isRecalled = rows.length < RECALLED_A_STEP;
    return !this.#isRecalled;
  }

  /** False when no stored event is of this tool use, type and agent. */
  mayHave(correlation: string, type: number | null, agent: number | null): boolean {
    if (!this.#isRecalled || this.#earlier?.mayHave(correlation)) return true;
    const salt = saltOf(type, agent);
    return this.#filters.some(({ texts }) => texts.mayHave(correlation, salt));
  }

  /** An event of a tool use was written. */
  add(correlation: string, type: number | null, agent: number | null, id: number): void {
    let newest = this.#filters.at(-1);
    if (newest === undefined || newest.added >= CAPACITY) {
      newest = { texts: new BloomFilter(CAPACITY), added: 0, last: 0 };
      this.#filters.push(newest);
    }
    newest.texts.add(correlation, saltOf(type, agent));
    newest.added += 1;
    newest.last = id;
  }

  /** All events up to this id were deleted. */
  forgetUpTo(id: number): void {
    if (id >= this.#before && this.#isRecalled) this.#earlier = undefined;
    while (this.#filters.length > 1 && (this.#filters[0]?.last ?? Infinity) <= id) {
      this.#filters.shift();
    }
  }
}

function saltOf(type: number | null, agent: number | null): number {
  return Math.imul(type ?? 0, 0x9e3779b1) ^ Math.imul((agent ?? 0) + 1, 0x7feb352d);
}
