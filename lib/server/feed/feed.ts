import type { Clock } from "../../clock.ts";
import type { ClientPosition } from "../../contract/http.ts";
import type { GapNotice, ResetNotice, SubscribeRequest } from "../../contract/socket.ts";
import type { CanonicalEvent } from "../../events/event.ts";
import type { Matcher, Query } from "../../events/query/mod.ts";
import type { Store } from "../../store/store.ts";
import { type Backlog, isBehind } from "./backlog.ts";
import { Batcher, TICK_MS } from "../batcher.ts";
import { type Batch, encodeBatches } from "./encode_batches.ts";
import type { SharedPackets } from "./shared_packets.ts";

/** What the feed sends beside batches of events. */
export interface FeedMessages {
  gap: (notice: GapNotice) => void;
  reset: (notice: ResetNotice) => void;
}

/** A client's connection, as far as the feed needs to know it. */
export interface FeedConnection extends Backlog {
  readonly id: string;
  readonly connected: boolean;
  /** Sends what others get as well. */
  write(packets: SharedPackets): void;
  send<Name extends keyof FeedMessages>(name: Name, ...body: Parameters<FeedMessages[Name]>): void;
  /** Resolves when no packet waits any more, or when the connection has ended. */
  drained(): Promise<void>;
  /** Ends the connection; the client comes back by itself and asks again. */
  end(): void;
}

/** The parts of the world that a feed needs. */
export interface FeedParts {
  readonly store: Pick<Store, "id" | "last" | "page" | "onCommit">;
  /** One line for the log. */
  readonly log: (line: string) => void;
  /** Called for each slow client that was left out. */
  readonly onGap: () => void;
  readonly clock: Pick<Clock, "elapsed" | "later">;
}

/** Batches kept for a client while its last page is read. */
const MAX_HELD = 64;
/** Shortest time between two batches while few are subscribed, in ms. */
const SHORT_TICK_MS = 2;
/** What each subscription adds to it: what a batch costs grows with those who get it. */
const TICK_MS_EACH = 0.16;
const PAGE_SIZE = 500;

/** What a subscriber wants to see. */
export interface Filter {
  /** Subscriptions with the same text share one encoded batch. */
  readonly text: string;
  readonly query: Query;
  readonly matches: Matcher;
}

interface Subscription {
  readonly connection: FeedConnection;
  readonly filter: Filter | null;
  state: "catching-up" | "live" | "lagging" | "ended";
  /** Batches that became live while the last page was read; `null` outside of that. */
  held: SharedPackets[] | null;
  /** All that it wants was sent up to this id; tells nothing while live. */
  sent: number;
}

/** How far a connection has got. */
export type FeedPosition = Pick<ClientPosition, "state" | "sent">;

/**
 * Brings committed events to the clients that subscribed, each exactly once and in id order:
 * first what is stored after the id they have, then live, without a seam. A client that cannot
 * keep up is told which ids it missed; it never slows the others.
 */
export class Feed {
  readonly #parts: FeedParts;
  readonly #subscriptions = new Map<FeedConnection, Subscription>();
  readonly #batcher: Batcher<CanonicalEvent>;
  readonly #endCommits: () => void;
  /** The last id that live clients have been sent. */
  #flushed: number;

  constructor(parts: FeedParts) {
    this.#parts = parts;
    this.#flushed = parts.store.last;
    this.#batcher = new Batcher((events) => this.#flush(events), parts.clock, {
      first: "at once",
      tick: () => tickFor(this.#subscriptions.size),
    });
    this.#endCommits = parts.store.onCommit((events) => this.#batcher.add(events));
  }

  /** Connections that are subscribed now. */
  get size(): number {
    return this.#subscriptions.size;
  }

  /** Different queries that the subscriptions of other connections have now. */
  queriesBeside(connection: FeedConnection): ReadonlySet<string> {
    const others = [...this.#subscriptions.values()].filter((one) => one.connection !== connection);
    return new Set(others.flatMap(({ filter }) => filter?.text ?? []));
  }

  /**
   * Subscribes a connection; an earlier subscription of it is replaced. The caller sends the
   * answer at once; what follows is sent after it.
   *
   * @returns the id behind which live events begin
   */
  subscribe(
    connection: FeedConnection,
    request: Pick<SubscribeRequest, "after" | "store">,
    filter: Filter | null = null,
  ): { last: number } {
    this.unsubscribe(connection);
    const subscription: Subscription = {
      connection,
      filter,
      state: "catching-up",
      held: null,
      sent: 0,
    };
    if (request.after !== undefined && request.after > this.#flushed) this.#batcher.flush();
    this.#subscriptions.set(connection, subscription);
    const last = this.#flushed;
    if (request.after === undefined) {
      subscription.state = "live";
      return { last };
    }
    const foreign = request.after > this.#parts.store.last ||
      (request.store !== undefined && request.store !== this.#parts.store.id);
    subscription.sent = foreign ? 0 : request.after;
    queueMicrotask(() => {
      if (foreign) this.#send(subscription, "reset", { store: this.#parts.store.id });
      this.#catchUp(subscription).catch((error: unknown) => {
        this.#parts.log(`Cannot read stored events for a client: ${String(error)}`);
        connection.end();
      });
    });
    return { last };
  }

  /** How far a connection has got; `null` when it is not subscribed. */
  position(connection: FeedConnection): FeedPosition | null {
    const subscription = this.#subscriptions.get(connection);
    switch (subscription?.state) {
      case "live":
        return { state: "live", sent: this.#flushed };
      case "catching-up":
        return { state: "catching-up", sent: subscription.sent };
      case "lagging":
        return { state: "gap", sent: subscription.sent };
      default:
        return null;
    }
  }

  /** Ends a connection's subscription, if it has one. */
  unsubscribe(connection: FeedConnection): void {
    const subscription = this.#subscriptions.get(connection);
    if (subscription === undefined) return;
    subscription.state = "ended";
    this.#subscriptions.delete(connection);
  }

  /** Sends what waits and ends. */
  close(): void {
    this.#endCommits();
    this.#batcher.flush();
    this.#subscriptions.clear();
  }

  async #catchUp(subscription: Subscription): Promise<void> {
    while (subscription.state === "catching-up") {
      const target = this.#flushed;
      if (subscription.sent >= target) {
        subscription.state = "live";
        return;
      }
      const held: SharedPackets[] = [];
      subscription.held = held;
      const { query } = subscription.filter ?? {};
      const page = await this.#parts.store.page({
        after: subscription.sent,
        upTo: target,
        limit: PAGE_SIZE,
        q: query,
      });
      if (subscription.state !== "catching-up") return;
      for (const { packets } of encodeBatches(page.events)) this.#write(subscription, packets);
      subscription.held = null;
      if (!page.more && held.length < MAX_HELD) {
        for (const packets of held) this.#write(subscription, packets);
        subscription.state = "live";
        return;
      }
      subscription.sent = page.last;
      await subscription.connection.drained();
    }
  }

  #flush(events: readonly CanonicalEvent[]): void {
    const last = events.at(-1)?.id;
    if (last === undefined) return;
    this.#flushed = last;
    const texts = new Map<CanonicalEvent, string>();
    const batches = new Map<string, readonly Batch[]>();
    for (const subscription of this.#subscriptions.values()) {
      const { filter } = subscription;
      const name = filter?.text ?? "";
      const own = batches.get(name) ?? encodeBatches(matching(events, filter), texts);
      batches.set(name, own);
      for (const batch of own) this.#offer(subscription, batch);
    }
  }

  #offer(subscription: Subscription, { first, packets }: Batch): void {
    const { connection, held, state } = subscription;
    if (held !== null) {
      if (held.length < MAX_HELD) held.push(packets);
    } else if (state === "live") {
      if (isBehind(connection)) this.#fallBehind(subscription, first);
      else this.#write(subscription, packets);
    }
  }

  #fallBehind(subscription: Subscription, from: number): void {
    subscription.state = "lagging";
    subscription.sent = from - 1;
    this.#parts.onGap();
    void subscription.connection.drained().then(() => {
      if (subscription.state !== "lagging") return;
      this.#send(subscription, "gap", { from: subscription.sent + 1, to: this.#flushed });
      subscription.state = "live";
    });
  }

  #write({ connection }: Subscription, packets: SharedPackets): void {
    if (connection.connected) connection.write(packets);
    else this.unsubscribe(connection);
  }

  #send<Name extends keyof FeedMessages>(
    subscription: Subscription,
    name: Name,
    ...body: Parameters<FeedMessages[Name]>
  ): void {
    if (subscription.connection.connected) subscription.connection.send(name, ...body);
    else this.unsubscribe(subscription.connection);
  }
}

function tickFor(subscriptions: number): number {
  return Math.min(TICK_MS, Math.max(SHORT_TICK_MS, subscriptions * TICK_MS_EACH));
}

function matching(
  events: readonly CanonicalEvent[],
  filter: Filter | null,
): readonly CanonicalEvent[] {
  return filter === null ? events : events.filter(filter.matches);
}
