import type { ServerSentEventMessage } from "@std/http/server-sent-event-stream";
import type { CanonicalEvent } from "../../events/event.ts";
import type { Query } from "../../events/query/query.ts";
import type { Store } from "../../store/store.ts";

/** Where a reader of the stream stands. */
export interface StreamPlace {
  /** The last id that it has; `undefined`: only what comes from now on. */
  readonly after: number | undefined;
  /** Which store that id belongs to; `undefined`: taken for this one. */
  readonly store: string | undefined;
}

/** What {@linkcode eventMessages} reads from. */
export interface StreamSource {
  readonly store: Pick<Store, "id" | "last" | "page" | "onCommit">;
  readonly place: StreamPlace;
  readonly q: Query | undefined;
  /** Aborted when the reader has gone. */
  readonly signal: AbortSignal;
  /** ms without a word after which a comment says that the stream is still there. */
  readonly heartbeat?: number;
}

const PAGE = 200;
const HEARTBEAT = 15_000;
/** ms after which a client that lost the stream comes back. */
const RETRY = 1_000;

/**
 * A store's events as server-sent events, from where the reader stands and then live. Pages are
 * read when the reader takes them, so a slow one costs no memory and misses nothing.
 */
export async function* eventMessages(
  { store, place, q, signal, heartbeat = HEARTBEAT }: StreamSource,
): AsyncGenerator<ServerSentEventMessage> {
  const news = new NewCommits(store, signal);
  try {
    let after = place.after ?? store.last;
    yield { comment: "events of mpm-monitor", retry: RETRY };
    if ((place.store !== undefined && place.store !== store.id) || after > store.last) {
      after = 0;
      yield { event: "reset", data: JSON.stringify({ store: store.id }) };
    }
    while (!signal.aborted) {
      news.seen();
      const page = await store.page({ after, limit: PAGE, q });
      for (const event of page.events) yield messageOf(event, store.id);
      // The place moves on behind what did not match, so that nobody looks at it again.
      const looked = Math.max(after, page.last);
      if (looked > (page.events.at(-1)?.id ?? after)) yield { id: placeText(looked, store.id) };
      after = looked;
      if (page.more || after < store.last) continue;
      while (!await news.wait(heartbeat) && !signal.aborted) yield { comment: "still here" };
    }
  } finally {
    news.close();
  }
}

/**
 * Reads the place that a `Last-Event-ID` names: an id, alone or with the store that it belongs to.
 *
 * @returns `null` when it has another form
 */
export function readPlace(text: string): StreamPlace | null {
  const [, id, store] = /^(\d{1,15})(?:@([\w-]{1,64}))?$/.exec(text.trim()) ?? [];
  return id === undefined ? null : { after: Number(id), store };
}

function messageOf(event: CanonicalEvent, store: string): ServerSentEventMessage {
  return { id: placeText(event.id, store), data: JSON.stringify(event) };
}

function placeText(id: number, store: string): string {
  return `${id}@${store}`;
}

/** Tells whether anything was stored since it was last asked; the end of the reader wakes it, too. */
class NewCommits {
  readonly #end: () => void;
  #any = false;
  #wake: () => void = () => {};

  constructor(store: Pick<Store, "onCommit">, signal: AbortSignal) {
    signal.addEventListener("abort", () => this.#wake(), { once: true });
    this.#end = store.onCommit(() => {
      this.#any = true;
      this.#wake();
    });
  }

  /** From here on only later commits count. */
  seen(): void {
    this.#any = false;
  }

  /** Waits for a commit, at most so many ms. Returns whether there was one. */
  async wait(ms: number): Promise<boolean> {
    if (this.#any) return true;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.#wake = resolve;
    await promise;
    clearTimeout(timer);
    return this.#any;
  }

  close(): void {
    this.#end();
    this.#wake();
  }
}
