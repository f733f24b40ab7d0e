import { assertEquals } from "@std/assert";
import type { EventBatch } from "../../contract/socket.ts";
import type { CanonicalEvent } from "../../events/event.ts";
import type { CommitListener, Page, PageRequest } from "../../store/store.ts";
import type { SharedPackets } from "./shared_packets.ts";
import { Feed, type FeedConnection } from "./feed.ts";

function event(id: number): CanonicalEvent {
  return {
    id,
    ts: id,
    received: id,
    source: "t",
    category: "other",
    type: "t",
    summary: "",
    data: {},
  };
}

/** A store in memory whose reads wait until the test lets them go. */
class FakeStore {
  readonly id = "store-1";
  events: CanonicalEvent[] = [];
  listener: CommitListener = () => {};
  reads: (() => void)[] = [];
  held = false;

  get last(): number {
    return this.events.length;
  }
  commit(count: number): void {
    const fresh = Array.from({ length: count }, (_, index) => event(this.last + index + 1));
    this.events.push(...fresh);
    this.listener(fresh);
  }
  onCommit(listener: CommitListener): () => void {
    this.listener = listener;
    return () => this.listener = () => {};
  }
  async page({ after = 0, upTo = Infinity, limit }: PageRequest): Promise<Page> {
    if (this.held) await new Promise<void>((resolve) => this.reads.push(resolve));
    const all = this.events.filter(({ id }) => id > after && id <= upTo);
    const events = all.slice(0, limit);
    return { events, last: events.at(-1)?.id ?? after, more: all.length > limit };
  }
}

class FakeConnection implements FeedConnection {
  readonly id = crypto.randomUUID();
  connected = true;
  waiting = 0;
  waitingBytes = 0;
  log: string[] = [];
  ids: number[] = [];
  #drained: (() => void)[] = [];

  send(name: string, body: unknown): void {
    this.log.push(`${name} ${JSON.stringify(body)}`);
  }
  write({ packets: [packet = ""] }: SharedPackets): void {
    const [name, batch]: [string, EventBatch] = JSON.parse(packet.slice(1));
    assertEquals(name, "events");
    assertEquals(batch.last, batch.events.at(-1)?.id);
    this.ids.push(...batch.events.map(({ id }) => id));
  }
  backlog(): number {
    return this.waiting;
  }
  backlogBytes(): number {
    return this.waitingBytes;
  }
  drained(): Promise<void> {
    if (this.waiting === 0 && this.waitingBytes === 0) return Promise.resolve();
    return new Promise((resolve) => this.#drained.push(resolve));
  }
  drain(): void {
    this.waiting = 0;
    this.waitingBytes = 0;
    for (const resolve of this.#drained.splice(0)) resolve();
  }
  end(): void {
    this.connected = false;
  }
}

/** A feed whose time stands still until `tick` is called. */
function setUp() {
  const store = new FakeStore();
  let timers: (() => void)[] = [];
  let time = 0;
  const feed = new Feed({
    store,
    log: () => {},
    onGap: () => {},
    clock: {
      elapsed: () => time,
      later: (_ms, run) => {
        timers.push(run);
        return () => timers = timers.filter((timer) => timer !== run);
      },
    },
  });
  const tick = () => {
    time += 16;
    for (const run of timers.splice(0)) run();
  };
  return { store, feed, tick };
}

/** Lets everything that waits for nothing but the microtask queue run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
}

const upTo = (last: number, from = 1) =>
  Array.from({ length: last - from + 1 }, (_, index) => from + index);

Deno.test("Feed sends live events only, when a client names no id", async () => {
  const { store, feed, tick } = setUp();
  store.commit(3);
  const client = new FakeConnection();
  assertEquals(feed.subscribe(client, {}), { last: 3 });
  store.commit(2);
  tick();
  await settle();
  assertEquals(client.ids, [4, 5]);
});

Deno.test("Feed goes from stored to live events without gap or duplicate", async () => {
  const { store, feed, tick } = setUp();
  store.commit(1203);
  tick();
  const client = new FakeConnection();
  store.held = true;
  feed.subscribe(client, { after: 100 });
  await settle();
  for (let round = 0; round < 12; round++) {
    store.commit(7);
    tick();
    store.commit(1);
    for (const read of store.reads.splice(0)) read();
    await settle();
    tick();
  }
  assertEquals(client.ids, upTo(store.last, 101));
});

Deno.test("Feed takes a client back to its own pace when too much happened during a read", async () => {
  const { store, feed, tick } = setUp();
  store.commit(10);
  const client = new FakeConnection();
  store.held = true;
  feed.subscribe(client, { after: 0 });
  await settle();
  for (let round = 0; round < 100; round++) {
    store.commit(1);
    tick();
  }
  store.held = false;
  for (const read of store.reads.splice(0)) read();
  await settle();
  store.commit(1);
  tick();
  assertEquals(client.ids, upTo(111));
});

Deno.test("Feed tells a slow client of its gap and leaves the others alone", async () => {
  const { store, feed, tick } = setUp();
  const slow = new FakeConnection();
  const quick = new FakeConnection();
  feed.subscribe(slow, {});
  feed.subscribe(quick, {});
  store.commit(1);
  tick();
  slow.waiting = 1000;
  store.commit(2);
  tick();
  store.commit(3);
  tick();
  slow.drain();
  await settle();
  store.commit(1);
  tick();
  assertEquals(slow.ids, [1, 7]);
  assertEquals(slow.log, ['gap {"from":2,"to":6}']);
  assertEquals(quick.ids, upTo(7));
});

Deno.test("Feed leaves out a client for which few, but large packets wait", async () => {
  const { store, feed, tick } = setUp();
  const slow = new FakeConnection();
  feed.subscribe(slow, {});
  slow.waitingBytes = 5_000_000;
  store.commit(2);
  tick();
  slow.drain();
  await settle();
  assertEquals([slow.ids, slow.log], [[], ['gap {"from":1,"to":2}']]);
});

Deno.test("Feed resets a client that knows another store, and gives it all of this one", async () => {
  const { store, feed } = setUp();
  store.commit(2);
  for (const request of [{ after: 1, store: "other" }, { after: 99 }]) {
    const client = new FakeConnection();
    feed.subscribe(client, request);
    await settle();
    assertEquals(client.log, ['reset {"store":"store-1"}']);
    assertEquals(client.ids, [1, 2]);
  }
});

Deno.test("Feed replaces a client's earlier subscription and ends it on request", async () => {
  const { store, feed, tick } = setUp();
  const client = new FakeConnection();
  store.commit(2);
  tick();
  feed.subscribe(client, { after: 0 });
  feed.subscribe(client, { after: 1 });
  await settle();
  assertEquals(client.ids, [2]);
  feed.unsubscribe(client);
  store.commit(1);
  tick();
  await settle();
  assertEquals(client.ids, [2]);
  assertEquals(feed.size, 0);
});

Deno.test("Feed sends nothing twice to a client that read ahead of the tick by HTTP", async () => {
  const { store, feed, tick } = setUp();
  store.commit(1);
  store.commit(2);
  const client = new FakeConnection();
  feed.subscribe(client, { after: 3, store: "store-1" });
  await settle();
  store.commit(1);
  tick();
  assertEquals(client.log, []);
  assertEquals(client.ids, [4]);
});

Deno.test("Feed waits longer between two batches the more are subscribed", () => {
  const waits: number[] = [];
  const store = new FakeStore();
  let fire = () => {};
  const feed = new Feed({
    store,
    log: () => {},
    onGap: () => {},
    clock: {
      elapsed: () => 0,
      later: (ms, run) => {
        waits.push(ms);
        fire = run;
        return () => {};
      },
    },
  });
  // The very first batch has none to wait for.
  store.commit(1);
  for (let size = 1; size <= 200; size++) {
    feed.subscribe(new FakeConnection(), {});
    store.commit(1);
    fire();
  }
  assertEquals([waits[0], waits[11], waits[49], waits[199]], [2, 2, 8, 16]);
});
