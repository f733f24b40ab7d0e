import { assertEquals } from "@std/assert";
import type { EventsAnswer } from "../../contract/http.ts";
import type { SubscribeReply, SubscribeRequest } from "../../contract/socket.ts";
import type { CanonicalEvent } from "../../events/event.ts";
import { sample } from "../rows/_sample.ts";
import { Feed, type FeedPorts } from "./feed.ts";
import type { FeedStatus } from "./feed_status.ts";

/** A server's store with `count` events, and a feed on it whose ids are gathered. */
function world(count: number) {
  const server = { store: "A", last: count, fails: 0, pageSize: 1000, reconnects: 0 };
  const requests: SubscribeRequest[] = [];
  let ids: number[] = [];
  let status: FeedStatus | undefined;
  const page = ({ after, before, limit }: { after?: number; before?: number; limit: number }) => {
    if (server.fails-- > 0) return Promise.reject(new TypeError("no answer"));
    const size = Math.min(limit, server.pageSize);
    const all = Array.from({ length: server.last }, (_, at) => sample(at + 1));
    const side = after !== undefined
      ? all.filter((event) => event.id > after)
      : all.filter((event) => event.id < (before ?? Infinity)).reverse();
    const events = side.slice(0, size);
    return Promise.resolve<EventsAnswer>({
      schema_version: 1,
      store: server.store,
      events,
      last: events.at(-1)?.id ?? 0,
      more: side.length > events.length,
    });
  };
  const ports: FeedPorts = {
    subscribe(request) {
      requests.push(request);
      return Promise.resolve<SubscribeReply>({ ok: true, store: server.store, last: server.last });
    },
    page,
    now: () => 5000,
    pause: () => Promise.resolve(),
    reconnect: () => void server.reconnects++,
  };
  const add = (events: readonly CanonicalEvent[]) => ids.push(...events.map((event) => event.id));
  const feed = new Feed(ports, {
    append: add,
    insert(events) {
      add(events);
      ids.sort((a, b) => a - b);
    },
    clear: () => ids = [],
    status: (next) => status = next,
  });
  const batch = (...numbers: number[]) =>
    feed.events({ events: numbers.map((id) => sample(id)), last: numbers.at(-1) ?? 0 });
  return { server, feed, requests, batch, ids: () => ids, status: () => status };
}

Deno.test("Feed loads what was stored, then follows from exactly there", async () => {
  const { feed, requests, batch, ids, status } = world(3);
  await feed.connected();
  assertEquals(requests, [{ after: 3, store: "A" }]);
  batch(4, 5);
  assertEquals([ids(), status()?.link, status()?.last], [[1, 2, 3, 4, 5], "live", 5]);
});

Deno.test("Feed fills the first page when the server ends it early", async () => {
  const { server, feed, ids } = world(50);
  server.pageSize = 7;
  await feed.connected();
  assertEquals(ids().length, 50);
});

Deno.test("Feed resumes after the last id, drops duplicates, and says when it has caught up", async () => {
  const { server, feed, requests, batch, ids, status } = world(2);
  await feed.connected();
  feed.disconnected();
  assertEquals(status()?.link, "lost");
  server.last = 5;
  await feed.connected();
  assertEquals([requests.at(-1)?.after, status()?.link], [2, "catching-up"]);
  batch(2, 3, 4);
  assertEquals(status()?.link, "catching-up");
  batch(5);
  assertEquals([ids(), status()?.link], [[1, 2, 3, 4, 5], "live"]);
});

Deno.test("gap() shows what is missing until it has fetched it, in its place", async () => {
  const { server, feed, batch, ids, status } = world(2);
  await feed.connected();
  server.last = 9;
  const filling = feed.gap({ from: 3, to: 7 });
  assertEquals(status()?.missing, [{ from: 3, to: 7 }]);
  batch(8, 9);
  await filling;
  assertEquals([ids(), status()?.missing], [[1, 2, 3, 4, 5, 6, 7, 8, 9], []]);
});

Deno.test("reset() begins again with the other store, and says so", async () => {
  const { server, feed, requests, ids, status } = world(4);
  await feed.connected();
  Object.assign(server, { store: "B", last: 1 });
  await feed.reset();
  assertEquals([ids(), requests.at(-1), status()?.resetAt], [[1], { after: 1, store: "B" }, 5000]);
});

Deno.test("Feed tells a stop and a restart from a lost connection", async () => {
  const { feed, status } = world(1);
  await feed.connected();
  feed.farewell({ reason: "restart" });
  feed.disconnected();
  assertEquals(status()?.link, "restarting");
  await feed.connected();
  feed.farewell({ reason: "stop" });
  feed.disconnected();
  assertEquals(status()?.link, "stopped");
});

Deno.test("Feed tells a server that asks for a token from one that refuses, and knocks again", async () => {
  const { feed, status, server } = world(1);
  await feed.connected();
  await feed.refused("A token is required", true);
  assertEquals([status()?.link, status()?.reason], ["locked", "A token is required"]);
  feed.disconnected();
  assertEquals([status()?.link, server.reconnects], ["locked", 1]);
  await feed.refused("Not from here", false);
  assertEquals([status()?.link, server.reconnects], ["refused", 2]);
  await feed.connected();
  assertEquals(status()?.link, "live");
});

Deno.test("Feed tries again when the stored events could not be read", async () => {
  const { server, feed, ids, status } = world(2);
  server.fails = 2;
  await feed.connected();
  assertEquals([ids(), status()?.link], [[1, 2], "live"]);
});
