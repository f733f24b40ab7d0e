import type { TextPage } from "../../store.ts";
import type { IdRange } from "./scan_plan.ts";
import type { StoredRow } from "../rows/stored_event.ts";

/** A page ends when its events have this many characters. */
const MAX_CHARACTERS = 4 * 1024 * 1024;

/** How a page is collected. */
export interface PageBuilderOptions {
  /** At most so many events. */
  readonly most: number;
  /** The last id that the caller has looked at. */
  readonly from: number;
  readonly toJson: (row: StoredRow) => string;
  /** The page ends when it has been looked for so long, in ms; what runs then may take some more. */
  readonly time: number;
  /** A clock in ms. */
  readonly now: () => number;
}

/** Collects events until a page is full or its time is up. */
export class PageBuilder {
  readonly #options: PageBuilderOptions;
  readonly #deadline: number;
  readonly #events: string[] = [];
  #characters = 0;
  /** The last id looked at. */
  last: number;

  constructor(options: PageBuilderOptions) {
    this.#options = options;
    this.#deadline = options.now() + options.time;
    this.last = options.from;
  }

  /** No further event may be looked at. Each page looks at one at least, so that all ends. */
  get isOver(): boolean {
    const { most, from, now } = this.#options;
    return this.#events.length >= most || this.#characters >= MAX_CHARACTERS ||
      (this.last !== from && now() >= this.#deadline);
  }

  /** Takes note of the next event, and takes it in if it is one of those asked for. */
  look(row: StoredRow, isAccepted: boolean): void {
    this.last = Number(row.id);
    if (!isAccepted) return;
    const text = this.#options.toJson(row);
    this.#events.push(text);
    this.#characters += text.length;
  }

  /** The page when there may be more in its direction. */
  part(): TextPage {
    return { events: `[${this.#events.join(",")}]`, last: this.last, more: true };
  }

  /** The page when the whole range has been looked at. */
  whole({ low, high }: IdRange, descending: boolean): TextPage {
    if (low <= high) this.last = descending ? low : high;
    return { events: `[${this.#events.join(",")}]`, last: this.last, more: false };
  }
}
