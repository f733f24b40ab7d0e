import { signal } from "@preact/signals";
import { quoteValue } from "../../../events/query/quote_value.ts";
import type { CanonicalEvent } from "../../../events/event.ts";
import { reasonOf } from "../../net/http.ts";
import { EventLog } from "../../rows/event_log.ts";
import type { Names } from "../../rows/names.ts";
import type { PageReader } from "./history_search.ts";

const PAGE = 1000;
/** Events of one session held at most: beyond that the stream has the rest. */
const MAX_HELD = 10_000;

/** The stored events of one session, the latest first to be loaded. */
export class SessionEvents {
  readonly log: EventLog;
  /** Grows with all that is loaded. */
  readonly version = signal(0);
  /** Whether the store has older ones. */
  readonly more = signal(true);
  /** Why the last question failed. */
  readonly error = signal<string | undefined>(undefined);
  readonly #query: string;
  readonly #read: PageReader;
  readonly #events = new Map<number, CanonicalEvent>();
  #oldest: number | undefined;
  #newest = 0;
  #asking: Promise<void> | undefined;

  constructor(session: string, read: PageReader, names: Names) {
    this.log = new EventLog(MAX_HELD * 2, names);
    this.#query = `session:${quoteValue(session)}`;
    this.#read = read;
  }

  /** Whether the first page has come. */
  get isKnown(): boolean {
    return this.#oldest !== undefined || !this.more.value;
  }

  /** Whether as many are held as a page can. */
  get isFull(): boolean {
    return this.#events.size >= MAX_HELD;
  }

  /** One that is loaded. */
  event(id: number): CanonicalEvent | undefined {
    return this.#events.get(id);
  }

  /** Loads a page of older events; the latest at first. */
  async earlier(): Promise<void> {
    await this.#ask(async () => {
      if (!this.more.value || this.isFull) return;
      const page = await this.#read({
        q: this.#query,
        limit: String(PAGE),
        ...(this.#oldest === undefined ? {} : { before: String(this.#oldest) }),
      });
      this.#oldest = page.last;
      this.#take(page.events.toReversed());
      this.more.value = page.more;
    });
  }

  /** Loads what has come since. */
  async newer(): Promise<void> {
    await this.#ask(async () => {
      for (let isMore = this.isKnown && !this.isFull; isMore;) {
        const page = await this.#read({
          q: this.#query,
          after: String(this.#newest),
          limit: String(PAGE),
        });
        this.#newest = Math.max(this.#newest, page.last);
        this.#take(page.events);
        isMore = page.more && !this.isFull;
      }
    });
  }

  /** One question at a time: pages would cross. */
  async #ask(question: () => Promise<void>): Promise<void> {
    while (this.#asking !== undefined) await this.#asking;
    this.#asking = question().then(
      () => void (this.error.value = undefined),
      (failure) => void (this.error.value = reasonOf(failure)),
    );
    await this.#asking;
    this.#asking = undefined;
    this.version.value++;
  }

  /** @param events in id order */
  #take(events: readonly CanonicalEvent[]): void {
    const fresh = events.filter(({ id }) => !this.#events.has(id));
    for (const event of fresh) this.#events.set(event.id, event);
    this.#newest = Math.max(this.#newest, events.at(-1)?.id ?? 0);
    if (fresh.length > 0) this.log.insert(fresh);
  }
}
