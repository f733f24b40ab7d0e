import { type Signal, signal } from "@preact/signals";
import { withOffsets } from "../../../events/query/mod.ts";
import { quoteValue } from "../../../events/query/quote_value.ts";
import type { EventsAnswer } from "../../../contract/http.ts";
import { EventLog } from "../../rows/event_log.ts";
import { reasonOf } from "../../net/http.ts";
import { Names } from "../../rows/names.ts";

/** How far a search has come. */
export interface SearchState {
  readonly status: "searching" | "done" | "failed";
  /** Why it failed, in the server's words. */
  readonly error: string | undefined;
  /** Whether the store may hold more that matches, further back. */
  readonly more: boolean;
  /** Events found so far. */
  readonly found: number;
  /** The newest id there was when it began. */
  readonly newest: number;
  /** ms from the beginning to the first page; absent until it came. */
  readonly firstMs: number | undefined;
}

/** Reads `GET /api/events` with these parameters. */
export type PageReader = (parameters: Readonly<Record<string, string>>) => Promise<EventsAnswer>;

/** Events found before it waits for the person to ask for more. */
const BATCH = 2000;
/** Events that one search holds at most. */
const MAX_HELD = 50_000;

/** A search through everything stored, newest first, page by page. */
export class HistorySearch {
  readonly log: EventLog;
  readonly state: Signal<SearchState>;
  #query: string;
  #read: PageReader;
  #clock: () => number;
  #before: number | undefined;
  #ended = false;

  /** @param names what sessions and agents are called, as far as the page knows */
  constructor(query: string, read: PageReader, clock: () => number, names = new Names()) {
    this.log = new EventLog(MAX_HELD, names);
    this.#query = query;
    this.#read = read;
    this.#clock = clock;
    this.state = signal<SearchState>({
      status: "done",
      error: undefined,
      more: true,
      found: 0,
      newest: 0,
      firstMs: undefined,
    });
  }

  /** Goes on until another batch is found, or everything has been looked at. */
  async more(): Promise<void> {
    if (this.state.value.status === "searching" || !this.state.value.more) return;
    this.#set({ status: "searching", error: undefined });
    const enough = this.state.value.found + BATCH;
    try {
      while (!this.#ended && this.state.value.more && this.state.value.found < enough) {
        await this.#page();
      }
      this.#set({ status: "done" });
    } catch (error) {
      this.#set({ status: "failed", error: reasonOf(error) });
    }
  }

  /** Stops: the person asks for something else. */
  end(): void {
    this.#ended = true;
  }

  async #page(): Promise<void> {
    const began = this.#clock();
    const first = this.#before === undefined;
    const page = await this.#read({
      // The first page is short, so that it is there at once.
      limit: first ? "100" : "500",
      ...(this.#query === "" ? {} : { q: this.#query }),
      ...(this.#before === undefined ? {} : { before: String(this.#before) }),
    });
    if (this.#ended) return;
    this.#before = page.last;
    this.log.insert(page.events.toReversed());
    this.#set({
      more: page.more && this.log.rows.length < MAX_HELD,
      found: this.state.value.found + page.events.length,
      ...(first ? { newest: page.events[0]?.id ?? page.last, firstMs: this.#clock() - began } : {}),
    });
  }

  #set(change: Partial<SearchState>): void {
    if (!this.#ended) this.state.value = { ...this.state.value, ...change };
  }
}

/**
 * The query for the server: what was typed, with times by this browser's zone, in one project where
 * one is chosen.
 *
 * @param now ms since 1970: whose day `today` is of
 */
export function historyQuery(text: string, project: string | undefined, now: number): string {
  const typed = withOffsets(text, now);
  if (project === undefined) return typed.trim();
  const within = `project:${quoteValue(project)}`;
  return typed.trim() === "" ? within : `(${typed.trim()}) ${within}`;
}
