import type { EventsAnswer } from "../../contract/http.ts";
import type { ApiError, EventBatch, GapNotice } from "../../contract/socket.ts";
import type { CanonicalEvent } from "../../events/event.ts";
import { Cursor, FeedConnection, gapPages } from "../../feed_client/mod.ts";
import { readServer, type Served } from "./server_reader.ts";

/** What to follow, and what to do with it. */
export interface FollowOptions extends Served {
  readonly q: string;
  /** Events that follow this id; live ones only when it is absent. */
  readonly after: number | undefined;
  /** Reported once, before any live event: all of them come after this id. */
  readonly onBegin?: (last: number) => Promise<void>;
  readonly onEvents: (events: readonly CanonicalEvent[]) => void;
  /** A notice for the person. */
  readonly onNotice: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Follows a server's events until the signal says to end: over lost connections and restarts, each
 * event once and in order. What the server left out since we were too slow is fetched.
 *
 * @throws {FollowRefused} when the server does not let us, or does not understand the query
 */
export async function follow(options: FollowOptions): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const follower = new Follower(options, reject);
  options.signal.addEventListener("abort", () => resolve(), { once: true });
  follower.start();
  try {
    await promise;
  } finally {
    follower.end();
  }
}

/** The server does not let us follow. */
export class FollowRefused extends Error {
  override readonly name = "FollowRefused";
  constructor(readonly refusal: ApiError) {
    super(refusal.message);
  }
}

const RETRY = { first: 200, longest: 2_000 };

class Follower {
  readonly #options: FollowOptions;
  readonly #fail: (error: Error) => void;
  readonly #connection: FeedConnection;
  #cursor: Cursor;
  /** Work on messages is done one after the other, since filling a gap takes time. */
  #work: Promise<void> = Promise.resolve();

  constructor(options: FollowOptions, fail: (error: Error) => void) {
    this.#options = options;
    this.#fail = fail;
    this.#cursor = new Cursor(options.after);
    const { url, token } = options;
    this.#connection = new FeedConnection({ url, auth: { client: "cli", token }, retry: RETRY }, {
      connected: () => void this.#subscribe(),
      disconnected: () => options.onNotice("Connection lost; waiting for the server"),
      refused: (error) => fail(new FollowRefused(error)),
      events: (batch) => this.#queue(() => this.#take(batch)),
      gap: (notice) => this.#queue(() => this.#fill(notice)),
      reset: ({ store }) => this.#queue(() => this.#begin(store)),
      farewell: () => {},
    });
  }

  start(): void {
    this.#connection.open();
  }

  end(): void {
    this.#connection.close();
  }

  #queue(run: () => Promise<void> | void): void {
    this.#work = this.#work.then(run).catch((error: unknown) => {
      this.#options.onNotice(`Cannot follow: ${String(error)}`);
      this.#connection.reopen();
    });
  }

  async #subscribe(): Promise<void> {
    try {
      const isFirst = this.#cursor.last === undefined;
      const reply = await this.#connection.subscribe(this.#cursor.request(this.#options.q));
      if (!reply.ok) return this.#fail(new FollowRefused(reply.error));
      this.#cursor.accept(reply);
      if (isFirst) this.#queue(() => this.#options.onBegin?.(reply.last));
    } catch {
      // Where the connection has ended, the next one asks again.
      if (this.#connection.isConnected) this.#connection.reopen();
    }
  }

  #begin(store: string): void {
    this.#options.onNotice("The server has another event store now; starting from its beginning");
    this.#cursor = new Cursor(0, store);
  }

  #take(batch: EventBatch): void {
    const fresh = this.#cursor.take(batch);
    if (fresh.length > 0) this.#options.onEvents(fresh);
  }

  async #fill(gap: GapNotice): Promise<void> {
    const { q } = this.#options;
    const page = ({ after, limit }: { after: number; limit: number }) => {
      const query = new URLSearchParams({ after: String(after), limit: String(limit), q });
      return readServer<EventsAnswer>(this.#options, `/api/events?${query}`);
    };
    for await (const batch of gapPages(gap, page, (error) => Promise.reject(error))) {
      this.#take(batch);
    }
  }
}
