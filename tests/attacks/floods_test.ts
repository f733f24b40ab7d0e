/** Many at once who do nothing, or the same thing again and again: others are served meanwhile. */
import { assert, assertEquals } from "@std/assert";
import { io } from "socket.io-client";
import type { EventsAnswer, MetricsAnswer } from "../../lib/contract/http.ts";
import { connectFeedClient, type FeedClient } from "../support/wire/feed_client.ts";
import { until } from "../support/until.ts";
import { isLong } from "./long.ts";
import { type Attacked, startAttacked } from "./start_attacked.ts";

const MANY = isLong ? 500 : 60;
const options = { ignore: Deno.build.os !== "linux" };

/** Posts an event and has it stored: what everybody else wants of the server. */
async function post(url: string, mark: string): Promise<void> {
  const body = JSON.stringify({ type: "mark", mark });
  const answer = await fetch(`${url}/api/events`, { method: "POST", body });
  await answer.body?.cancel();
  assertEquals(answer.status, 204, mark);
}

function marksOf({ batches }: FeedClient): number {
  return batches.flatMap(({ events }) => events).filter(({ type }) => type === "mark").length;
}

async function count(url: string, query: string): Promise<number> {
  let found = 0;
  for (let after = 0, more = true; more;) {
    const q = encodeURIComponent(query);
    const answer = await fetch(`${url}/api/events?q=${q}&after=${after}&limit=1000`);
    const page: EventsAnswer = await answer.json();
    found += page.events.length;
    ({ last: after, more } = page);
  }
  return found;
}

/** What a connection sends, and then no more. */
const SILENCES: Readonly<Record<string, (port: number) => string>> = {
  "nothing": () => "",
  "half a request line": () => "POST /hooks/cla",
  "half a header": (port) => `POST /hooks/claude HTTP/1.1\r\nHost: localhost:${port}\r\nX-A: b`,
  "half a body": (port) =>
    `POST /hooks/claude HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 99\r\n\r\n{"a":`,
  "half a chunk": (port) =>
    `POST /v1/logs HTTP/1.1\r\nHost: localhost:${port}\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{"a`,
  "half a WebSocket": (port) =>
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost:${port}\r\n` +
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  "a poll that is not read": (port) =>
    `GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`,
};

async function openSilent(server: Attacked, say: (port: number) => string): Promise<Deno.Conn[]> {
  const text = new TextEncoder().encode(say(server.port));
  const open: Deno.Conn[] = [];
  for (let n = 0; n < MANY; n++) {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    if (text.length > 0) await connection.write(text);
    open.push(connection);
  }
  return open;
}

function closeAll(connections: readonly Deno.Conn[]): void {
  for (const connection of connections) connection.close();
}

Deno.test(
  "connections that say nothing, or half of something, keep nobody waiting",
  options,
  async () => {
    await using server = await startAttacked();
    const before = await server.memory();
    const silent: Deno.Conn[] = [];
    for (const [name, say] of Object.entries(SILENCES)) {
      silent.push(...await openSilent(server, say));
      for (let n = 0; n < 10; n++) await post(server.url, `${name} ${n}`);
    }
    using client = await connectFeedClient(server.url);
    assert((await client.subscribe({})).ok);
    assertEquals(await count(server.url, "type:mark"), Object.keys(SILENCES).length * 10);
    const more = await server.memory() - before;
    assert(more < 0.5 * silent.length + 100, `${more} MiB for ${silent.length} connections`);
    closeAll(silent);
    if (!isLong) return;
    // They are ended by themselves as well.
    const late = await openSilent(server, SILENCES["half a header"] ?? (() => ""));
    const ends = Promise.all(
      late.map((each) => each.read(new Uint8Array(1_000)).catch(() => null)),
    );
    await until("them to be ended", () => Promise.race([ends.then(() => true), false]), {
      timeout: 150_000,
      interval: 1_000,
    });
    closeAll(late);
  },
);

Deno.test("headers that come letter by letter keep nobody waiting", options, async () => {
  await using server = await startAttacked();
  const dribbling = await openSilent(
    server,
    (port) => `GET / HTTP/1.1\r\nHost: localhost:${port}\r\n`,
  );
  for (let letter = 0; letter < (isLong ? 2_000 : 40); letter++) {
    const text = new TextEncoder().encode(letter % 20 === 0 ? "\r\nX-" : "a");
    // Those that the server has ended say so.
    await Promise.all(dribbling.map((each) => each.write(text).catch(() => 0)));
    await post(server.url, `letter ${letter}`);
  }
  closeAll(dribbling);
});

Deno.test("sockets that never join leave room for those who do", options, async () => {
  await using server = await startAttacked();
  using early = await connectFeedClient(server.url);
  assert((await early.subscribe({ after: 0 })).ok);
  const knocks = isLong ? 3_000 : 300;
  for (let n = 0; n < knocks; n++) {
    const answer = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`);
    await answer.body?.cancel();
  }
  using late = await connectFeedClient(server.url);
  assert((await late.subscribe({ after: 0 })).ok);
  await post(server.url, "for both");
  for (const client of [early, late]) {
    await until("the event", () => marksOf(client) === 1);
  }
  assert(early.socket.connected);
});

Deno.test("each of many small posts is stored once, or refused", options, async () => {
  await using server = await startAttacked();
  const posts = isLong ? 40_000 : 1_500;
  let taken = 0;
  let next = 0;
  const work = async () => {
    while (next < posts) {
      const body = JSON.stringify({ type: "small", n: next++ });
      const answer = await fetch(`${server.url}/api/events`, { method: "POST", body });
      await answer.body?.cancel();
      assert([204, 429].includes(answer.status), `${answer.status}`);
      if (answer.status === 204) taken += 1;
    }
  };
  await Promise.all(Array.from({ length: 64 }, work));
  assertEquals(await count(server.url, "type:small"), taken);
  assert(taken > 0);
});

Deno.test("clients that come and go without end leave nothing behind", options, async () => {
  await using server = await startAttacked();
  using witness = await connectFeedClient(server.url);
  assert((await witness.subscribe({})).ok);
  const rounds = isLong ? 60 : 4;
  const before = await server.memory();
  for (let round = 0; round < rounds; round++) {
    await Promise.all(Array.from({ length: 25 }, (_, n) => comeAndGo(server.url, n)));
    await post(server.url, `round ${round}`);
  }
  const metrics = async () => {
    const answer: MetricsAnswer = await (await fetch(`${server.url}/api/metrics`)).json();
    return answer;
  };
  await until("all to be gone", async () => (await metrics()).clients === 1, {
    timeout: 60_000,
  });
  await until("all events to be there", () => marksOf(witness) === rounds);
  const more = await server.memory() - before;
  assert(more < 100, `${more} MiB more after ${rounds * 25} clients`);
});

/** Connects in one of several ways, and leaves in one of several. */
async function comeAndGo(url: string, n: number): Promise<void> {
  const transports = n % 2 === 0 ? ["websocket"] : ["polling"];
  const socket = io(url, { forceNew: true, reconnection: false, transports });
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.on("connect", resolve);
  socket.on("connect_error", () => resolve());
  await promise;
  if (n % 3 === 0) socket.io.engine?.close();
  else socket.disconnect();
}
