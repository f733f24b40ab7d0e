import type { Handler } from "hono";
import { ServerSentEventStream } from "@std/http/server-sent-event-stream";
import type { Store } from "../../../store/store.ts";
import { eventMessages, readPlace, type StreamPlace } from "../../feed/event_stream.ts";
import { badParameter, refuse } from "../../refusal.ts";
import { readQuery } from "../read_query.ts";

const NOWHERE: StreamPlace = { after: undefined, store: undefined };

/**
 * `GET /api/events/stream?q=QUERY&after=ID`: events as server-sent events, live and without a gap
 * after `Last-Event-ID`, which beats `after`.
 *
 * @param most streams at a time; what is beyond it is refused with 429
 */
export function streamEvents(store: Store, most: number, now: () => number): Handler {
  let open = 0;
  async function* counted<T>(messages: AsyncGenerator<T>): AsyncGenerator<T> {
    open++;
    try {
      yield* messages;
    } finally {
      open--;
    }
  }
  return (context) => {
    const { q = "", after, ...rest } = context.req.query();
    const [unknown] = Object.keys(rest);
    if (unknown !== undefined) {
      const message = `There is no parameter "${unknown}": use q and after`;
      return refuse(context, badParameter(message));
    }
    const text = context.req.header("Last-Event-ID") || after;
    const place = text === undefined || text === "" ? NOWHERE : readPlace(text);
    if (place === null) {
      const message = `"after" and "Last-Event-ID" are an id, or id@store, and not "${text}"`;
      return refuse(context, badParameter(message));
    }
    const wanted = readQuery(q, now());
    if ("error" in wanted) return refuse(context, { status: 400, error: wanted.error });
    if (open >= most) {
      context.header("Retry-After", "5");
      return refuse(context, {
        status: 429,
        error: {
          code: "too_many_streams",
          message: `${most} event streams are open already`,
          hint: "End one of them, or follow by Socket.IO",
        },
      });
    }
    const { signal } = context.req.raw;
    const messages = eventMessages({ store, place, q: wanted.filter?.query, signal });
    const body = ReadableStream.from(counted(messages)).pipeThrough(new ServerSentEventStream());
    return context.body(body, 200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      // Proxies shall hand on each event at once.
      "x-accel-buffering": "no",
    });
  };
}
