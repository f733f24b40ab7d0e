import type { CanonicalEvent } from "../events/event.ts";
import type { Appended, NewEvent } from "../events/new_event.ts";
import type { Aggregate } from "../events/aggregate.ts";
import type { Query } from "../events/query/query.ts";
import type { TroubleListener } from "./troubles.ts";

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
export interface AggregateRequest {
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

/** Read access to a store, also while a server writes to it. */
export interface EventReader {
  /** Names this store for as long as its file exists; clients compare it to know a new one. */
  readonly id: string;
  /** Reads one page. A page also ends at 4 MiB. */
  page(request: PageRequest): Promise<Page>;
  /** Reads the same page as text. */
  pageText(request: PageRequest): Promise<TextPage>;
  /** Counts events, for some 20 ms. */
  aggregate(request: AggregateRequest): Promise<Aggregate>;
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

/** How far the redacting of what is stored has got. */
export interface RedactionProgress {
  readonly done: boolean;
  /** Events that were looked at; 0 when there was nothing to do. */
  readonly looked: number;
  /** Events that there are. */
  readonly of: number;
  /** Events in which secrets were replaced. */
  readonly changed: number;
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
   * Stores events. Resolves once they would survive the end of this process, however it ends.
   *
   * @throws {Error} when they could not be written; then none of these is stored.
   */
  append(events: readonly NewEvent[]): Promise<readonly Appended[]>;
  /**
   * Gives the latest events of a session the project that it turned out to belong to. Listeners are
   * not reported.
   */
  placeSession?(session: string, project: string): Promise<void>;
  /**
   * Replaces the secrets in stored events by today's rules, for about so many ms. Whoever wants all
   * of it asks until it is done; it goes on where it was left, also in another process.
   *
   * @param lastly done before readers see the outcome
   * @throws {UserError} when it is not possible now
   */
  redact?(ms: number, lastly?: () => Promise<void>): Promise<RedactionProgress>;
  /**
   * Reads one page. A page also ends at 4 MiB. It never holds an event that commit listeners have
   * not been announced: whoever reads up to `last` and then listens misses nothing and gets nothing
   * twice.
   */
  page(request: PageRequest): Promise<Page>;
  stats(): Promise<StoreStats>;
  /** Tells of every commit, before the matching `append` resolves. Returns how to end it. */
  onCommit(listener: CommitListener): () => void;
  /** Tells of what is wrong with the store now, and of each change. Returns how to end it. */
  onTrouble(listener: TroubleListener): () => void;
  /** Commits what waits and closes the files. Later calls are refused. */
  close(): Promise<void>;
}
