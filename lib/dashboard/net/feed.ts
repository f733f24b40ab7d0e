import type { EventsAnswer } from "../../contract/http.ts";
import type {
  EventBatch,
  FarewellNotice,
  GapNotice,
  SubscribeReply,
  SubscribeRequest,
} from "../../contract/socket.ts";
import type { CanonicalEvent } from "../../events/event.ts";
import { Cursor, gapPages } from "../../feed_client/mod.ts";
import { AnswerError } from "./http.ts";
import { type FeedStatus, initialStatus, linkAfterLoss, withLink } from "./feed_status.ts";

/** Where the feed puts what it receives. */
export interface FeedSink {
  append(events: readonly CanonicalEvent[]): void;
  /** Events that belong between others; in id order. */
  insert(events: readonly CanonicalEvent[]): void;
  clear(): void;
  status(status: FeedStatus): void;
}

/** What the feed needs of the world. */
export interface FeedPorts {
  subscribe(request: SubscribeRequest): Promise<SubscribeReply>;
  /** `GET /api/events`; only one of the bounds is given. */
  page(bounds: { after?: number; before?: number; limit: number }): Promise<EventsAnswer>;
  /** ms since 1970. */
  now(): number;
  /** Waits before another attempt. */
  pause(ms: number): Promise<void>;
  /** Ends the connection and makes a new one, which shows the cookies of that time. */
  reconnect(): void;
}

/** What the server calls the want of a token. */
export const NO_TOKEN = "no_token";

/** Events that a page shows before the first live one. */
const FIRST_PAGE = 1000;
const RETRY_MS = 1000;
/** After so long a page that was not let in knocks again: it may have been let in meanwhile. */
const KNOCK_MS = 3000;

/**
 * Keeps a page's events equal to the server's: loads what was stored before it connected, then
 * follows, and resumes after every interruption where it stopped, without a gap or a duplicate.
 */
export class Feed {
  #ports: FeedPorts;
  #sink: FeedSink;
  #status: FeedStatus;
  #cursor = new Cursor();
  /** Grows with each connection, so that answers to an earlier one are recognised. */
  #attempt = 0;
  #following = false;
  #loadingEarlier = false;
  /** Where events before the first one that is here go on. */
  #first = 0;
  /** Events loaded from before the page was opened. */
  #loaded = 0;
  /** The last id of the store when the present subscription began. */
  #target = 0;

  constructor(ports: FeedPorts, sink: FeedSink) {
    this.#ports = ports;
    this.#sink = sink;
    this.#status = initialStatus(ports.now());
  }

  /** The socket is connected, for the first time or again. */
  async connected(): Promise<void> {
    const attempt = ++this.#attempt;
    while (attempt === this.#attempt) {
      try {
        await this.#follow(attempt);
        return;
      } catch (error) {
        if (attempt !== this.#attempt) return;
        const reason = error instanceof Error ? error.message : String(error);
        if (error instanceof AnswerError && error.isRefusal) {
          return await this.refused(reason, error.status === 401);
        }
        this.#enter("lost", `Stored events could not be read: ${reason}`);
        await this.#ports.pause(RETRY_MS);
      }
    }
  }

  /** The socket is gone. */
  disconnected(): void {
    this.#attempt++;
    this.#following = false;
    this.#enter(linkAfterLoss(this.#status.link));
  }

  /**
   * The server refused the connection, with its reason.
   *
   * @param locked whether it asks for a token
   */
  async refused(reason: string, locked: boolean): Promise<void> {
    const attempt = ++this.#attempt;
    this.#following = false;
    this.#enter(locked ? "locked" : "refused", reason);
    await this.#ports.pause(KNOCK_MS);
    if (attempt === this.#attempt) this.#ports.reconnect();
  }

  farewell(notice: FarewellNotice): void {
    this.#enter(notice.reason === "restart" ? "restarting" : "stopped");
  }

  events(batch: EventBatch): void {
    if (!this.#following) return;
    const fresh = this.#cursor.take(batch);
    if (fresh.length > 0) this.#sink.append(fresh);
    this.#update({});
    if (this.#status.link === "catching-up" && batch.last >= this.#target) this.#enter("live");
  }

  /** The page was too slow for some events: they are fetched, and shown as missing until then. */
  async gap(notice: GapNotice): Promise<void> {
    this.#cursor.take({ events: [], last: notice.to });
    this.#update({ missing: [...this.#status.missing, notice] });
    const attempt = this.#attempt;
    const page: FeedPorts["page"] = (bounds) => this.#ports.page(bounds);
    for await (const { events } of gapPages(notice, page, () => this.#ports.pause(RETRY_MS))) {
      if (attempt !== this.#attempt) break;
      this.#sink.insert(events);
    }
    this.#update({ missing: this.#status.missing.filter((other) => other !== notice) });
  }

  /** The server has another store than the one that is shown: begins again with that one. */
  async reset(): Promise<void> {
    this.#startOver();
    await this.connected();
  }

  /** Loads one page of events that precede what is here. */
  async earlier(): Promise<void> {
    if (!this.#status.earlier || this.#loadingEarlier) return;
    this.#loadingEarlier = true;
    const attempt = this.#attempt;
    try {
      const page = await this.#ports.page({ before: this.#first, limit: FIRST_PAGE });
      if (attempt === this.#attempt) this.#takeEarlier(page);
    } finally {
      this.#loadingEarlier = false;
    }
  }

  async #follow(attempt: number): Promise<void> {
    if (this.#cursor.last === undefined) {
      const page = await this.#ports.page({ limit: FIRST_PAGE });
      if (attempt !== this.#attempt) return;
      this.#cursor = new Cursor(page.events[0]?.id ?? 0, page.store);
      this.#loaded = 0;
      this.#takeEarlier(page);
    }
    this.#following = true;
    const reply = await this.#ports.subscribe(this.#cursor.request());
    if (attempt !== this.#attempt) return;
    if (!reply.ok) {
      return await this.refused(reply.error.message, reply.error.code === NO_TOKEN);
    }
    if (!this.#cursor.accept(reply)) {
      this.#startOver();
      return await this.#follow(attempt);
    }
    this.#target = reply.last;
    this.#enter((this.#cursor.last ?? 0) >= reply.last ? "live" : "catching-up");
    // A busy server ends a page early: what is missing of the first one follows.
    while (attempt === this.#attempt && this.#status.earlier && this.#loaded < FIRST_PAGE) {
      await this.earlier();
    }
  }

  #takeEarlier(page: EventsAnswer): void {
    this.#first = page.last;
    this.#loaded += page.events.length;
    this.#sink.insert(page.events.toReversed());
    this.#update({ earlier: page.more });
  }

  #startOver(): void {
    this.#following = false;
    this.#cursor = new Cursor();
    this.#sink.clear();
    this.#update({ missing: [], resetAt: this.#ports.now() });
  }

  #enter(link: FeedStatus["link"], reason?: string): void {
    this.#status = withLink(this.#status, link, this.#ports.now(), reason);
    this.#sink.status(this.#status);
  }

  #update(change: Partial<FeedStatus>): void {
    this.#status = { ...this.#status, ...change, last: this.#cursor.last ?? null };
    this.#sink.status(this.#status);
  }
}
