import type { CanonicalEvent, EventDraft } from "../events/event.ts";
import type { Query } from "../events/query/query.ts";

/** An event on its way into the store, with what identifies a double of it. */
export interface NewEvent {
  readonly draft: EventDraft;
  /** Explicit identity from the emitter; kept for 24 hours. A second event with it is dropped. */
  readonly key?: string | undefined;
  /** A second event of the same type and agent with the same `correlation` is a double. */
  readonly once?: true | undefined;
  /**
   * Stands for the bytes that it came as, the way that they came, and its place among them: an
   * event with the same one within 500 ms is a double.
   */
  readonly body?: string | undefined;
}

/** What became of one event that was appended. */
export interface Appended {
  /** The id it was stored under, or the id of the first one when it is a double. */
  readonly id: number;
  readonly duplicate: boolean;
}

/** Which stored events to read. With neither bound, the newest ones. */
export interface PageRequest {
  /** Events that follow this id, oldest first. */
  readonly after?: number;
  /** Events that precede this id, newest first. */
  readonly before?: number;
  /** None after this id. */
  readonly upTo?: number;
  /** At most so many; 1 to 1000. */
  readonly limit: number;
  /** Only events that match. A page then also ends after some 30 ms of looking. */
  readonly q?: Query | undefined;
}

/** One page of stored events. */
export interface Page {
  readonly events: readonly CanonicalEvent[];
  /** The last id looked at: the cursor for the next page in the same direction. */
  readonly last: number;
  /** Whether there is more in that direction. */
  readonly more: boolean;
}

/** A page whose events are still JSON text: passed on as it is, it costs next to nothing. */
export interface TextPage extends Omit<Page, "events"> {
  /** A JSON array of canonical events. */
  readonly events: string;
}

/** What to count. Newest events first, as a page is read. */
export interface TallyRequest {
  /** Only events that precede this id. */
  readonly before?: number;
  /** None after this id. */
  readonly upTo?: number;
  /** Only events received from this moment on; ms since 1970, UTC. */
  readonly since?: number;
  /** Width of a step in ms, at least: it grows until the steps are few. */
  readonly step?: number;
  /** Counts calls of tools as well, by tool, with their times, and the categories. */
  readonly calls?: boolean;
  readonly q?: Query | undefined;
}

/** So many calls took about so long: `[ms in two significant digits, calls]`. */
export type TallyTime = readonly [ms: number, count: number];

/** What was received in one step of time. */
export interface TallyStep {
  /** Its beginning; ms since 1970, UTC. */
  readonly at: number;
  readonly events: number;
  readonly errors: number;
  /**
   * Calls that ended in it; 0 where they were not asked for, as are the times. Those leave out calls
   * that delegate (`Task`, `Agent`), which last as long as the other agent works.
   */
  readonly calls: number;
  readonly times: readonly TallyTime[];
}

/** What was counted of one tool (calls that ended) or category (events). */
export interface TallyGroup {
  readonly name: string;
  readonly count: number;
  readonly errors: number;
  readonly times: readonly TallyTime[];
}

/** A call among the slowest. */
export interface TallyCall {
  readonly id: number;
  readonly ts: number;
  readonly duration_ms: number;
  readonly tool: string;
  readonly session: string | null;
  readonly agent: string | null;
  readonly project: string | null;
  readonly summary: string;
}

/** Counts over the events from one id down to another; parts add up. */
export interface Tally {
  /** Width of each step in ms. */
  readonly step: number;
  /** Steps in which something was received, oldest first. */
  readonly series: readonly TallyStep[];
  readonly tools: readonly TallyGroup[];
  readonly categories: readonly TallyGroup[];
  /** Those that delegate left out. */
  readonly slowest: readonly TallyCall[];
  /** When the oldest event of all was received: of the time before nothing is known. */
  readonly oldest: number | null;
  /** The last id looked at: `before` for the next part. */
  readonly last: number;
  /** Whether older events were not counted, since its time was up. */
  readonly more: boolean;
}

/** Read access to a store, also while a server writes to it. */
export interface EventReader {
  /** Names this store for as long as its file exists; clients compare it to know a new one. */
  readonly id: string;
  /** Reads one page. A page also ends at 4 MiB. */
  page(request: PageRequest): Promise<Page>;
  /** Reads the same page as text. */
  pageText(request: PageRequest): Promise<TextPage>;
  /** Counts events, for some 20 ms. */
  tally(request: TallyRequest): Promise<Tally>;
  stats(): Promise<StoreStats>;
  /** Closes the files. Later calls are refused. */
  close(): Promise<void>;
}

/** Figures about a store, for `/health` and `status`. */
export interface StoreStats {
  /** Events in the store now. */
  readonly events: number;
  /** The highest id ever given; 0 in an empty store. */
  readonly last: number;
  /** Bytes on disk. */
  readonly bytes: number;
}

/** Called with committed events, in id order, once each. */
export type CommitListener = (events: readonly CanonicalEvent[]) => void;

/**
 * Where events are kept. One writer a store. Implementations commit all that waits together as
 * soon as the writer is free, and give ids at commit.
 */
export interface Store extends EventReader {
  /** The highest committed id; 0 in an empty store. */
  readonly last: number;
  /**
   * Stores events. Resolves once they are on disk and would survive the end of this process.
   *
   * @throws {Error} when they could not be written; then none of these is stored.
   */
  append(events: readonly NewEvent[]): Promise<readonly Appended[]>;
  /**
   * Reads one page. A page also ends at 4 MiB. It never holds an event that commit listeners have
   * not been told of: whoever reads up to `last` and then listens misses nothing and gets nothing
   * twice.
   */
  page(request: PageRequest): Promise<Page>;
  stats(): Promise<StoreStats>;
  /** Tells of every commit, before the matching `append` resolves. Returns how to end it. */
  onCommit(listener: CommitListener): () => void;
  /** Commits what waits and closes the files. Later calls are refused. */
  close(): Promise<void>;
}
