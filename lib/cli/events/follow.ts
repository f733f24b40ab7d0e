import { io, type Socket } from "socket.io-client";
import type { EventsAnswer } from "../../contract/http.ts";
import type {
  ApiError,
  ClientToServer,
  EventBatch,
  ServerToClient,
  SubscribeReply,
} from "../../contract/socket.ts";
import type { CanonicalEvent } from "../../events/event.ts";
import { readServer, type Served } from "./server_reader.ts";

/** What to follow, and what to do with it. */
export interface FollowOptions extends Served {
  readonly q: string;
  /** Events that follow this id; live ones only when it is absent. */
  readonly after: number | undefined;
  /** Told once, before any live event: all of them come after this id. */
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

class Follower {
  readonly #options: FollowOptions;
  readonly #fail: (error: Error) => void;
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  #last: number | undefined;
  #store: string | undefined;
  /** Work on messages is done one after the other, since filling a gap takes time. */
  #work: Promise<void> = Promise.resolve();

  constructor(options: FollowOptions, fail: (error: Error) => void) {
    this.#options = options;
    this.#fail = fail;
    this.#last = options.after;
    this.#socket = io(options.url, {
      autoConnect: false,
      transports: ["websocket"],
      auth: { client: "cli", token: options.token },
      reconnectionDelay: 200,
      reconnectionDelayMax: 2_000,
    });
  }

  start(): void {
    const socket = this.#socket;
    socket.on("connect", () => this.#subscribe());
    socket.on("disconnect", (reason) => {
      // It was we who ended it.
      if (reason === "io client disconnect") return;
      this.#options.onNotice("Connection lost; waiting for the server");
    });
    socket.on("connect_error", (error) => {
      if (socket.active) return;
      this.#fail(new FollowRefused({ code: "refused", message: error.message }));
    });
    socket.on("events", (batch) => this.#queue(() => this.#take(batch)));
    socket.on("gap", ({ from, to }) => this.#queue(() => this.#fill(from, to)));
    socket.on("reset", ({ store }) =>
      this.#queue(() => {
        this.#options.onNotice(
          "The server has another event store now; starting from its beginning",
        );
        this.#store = store;
        this.#last = 0;
      }));
    socket.connect();
  }

  end(): void {
    this.#socket.disconnect();
  }

  #queue(run: () => Promise<void> | void): void {
    this.#work = this.#work.then(run).catch((error: unknown) => {
      this.#options.onNotice(`Cannot follow: ${String(error)}`);
      this.#socket.disconnect().connect();
    });
  }

  #subscribe(): void {
    const request = {
      q: this.#options.q,
      ...(this.#last === undefined ? {} : { after: this.#last }),
      ...(this.#store === undefined ? {} : { store: this.#store }),
    };
    this.#socket.emit("subscribe", request, (answer: SubscribeReply) => {
      if (!answer.ok) return this.#fail(new FollowRefused(answer.error));
      this.#store ??= answer.store;
      if (this.#last === undefined) this.#queue(() => this.#options.onBegin?.(answer.last));
      this.#last ??= answer.last;
    });
  }

  #take({ events, last }: EventBatch): void {
    const fresh = events.filter(({ id }) => this.#last === undefined || id > this.#last);
    this.#last = Math.max(last, this.#last ?? 0);
    if (fresh.length > 0) this.#options.onEvents(fresh);
  }

  async #fill(from: number, to: number): Promise<void> {
    const { q } = this.#options;
    for (let after = from - 1; after < to;) {
      const query = new URLSearchParams({ after: String(after), limit: "1000", q });
      const page = await readServer<EventsAnswer>(this.#options, `/api/events?${query}`);
      const events = page.events.filter(({ id }) => id <= to);
      if (events.length > 0) this.#take({ events, last: Math.min(page.last, to) });
      if (page.last <= after) return;
      after = page.last;
    }
  }
}
