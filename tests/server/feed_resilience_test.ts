import { assert, assertEquals, assertGreater } from "@std/assert";
import type { EventBatch, GapNotice } from "../../lib/contract/socket.ts";
import type { ClientsAnswer } from "../../lib/contract/http.ts";
import { connectFeedClient } from "../support/wire/feed_client.ts";
import { startCuttingProxy } from "../support/wire/cutting_proxy.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { connectStallingClient } from "../support/wire/stalling_client.ts";
import { until } from "../support/until.ts";

const NDJSON = { "content-type": "application/x-ndjson" };

async function post(server: TestServer, count: number, text = ""): Promise<void> {
  const body = `${JSON.stringify({ type: "t", text })}\n`.repeat(count);
  const response = await fetch(`${server.url}/api/events`, {
    method: "POST",
    body,
    headers: NDJSON,
  });
  assertEquals(response.status, 204);
  await response.body?.cancel();
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

Deno.test("a client that is cut off 50 times, over restarts too, sees every id once", async () => {
  await using server = await startTestServer();
  // Cut at some byte of the events that it is being sent: in frames and between them.
  await using proxy = startCuttingProxy({
    to: server.port,
    bytes: (cuts) => cuts < 50 ? 500 + (cuts * 7_919) % 9_973 : Infinity,
  });
  using client = await connectFeedClient(`http://127.0.0.1:${proxy.port}`, {
    reconnectionDelay: 2,
    reconnectionDelayMax: 5,
  });
  const subscribe = () =>
    client.socket.emit("subscribe", { after: client.ids().at(-1) ?? 0, store: server.store.id });
  client.socket.on("connect", subscribe);
  subscribe();
  let flows = true;
  const flow = (async () => {
    for (let n = 0; flows; n++) {
      // While the server is gone nobody takes these; what counts is what was stored.
      await post(server, 1 + n % 9, `${n}`).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  })();
  for (const cuts of [15, 35]) {
    await until(`${cuts} cuts`, () => proxy.cuts >= cuts, { timeout: 60_000 });
    await server.restart();
  }
  await until("50 cuts", () => proxy.cuts >= 50, { timeout: 60_000 });
  flows = false;
  await flow;
  await until("all events", () => client.ids().length >= server.store.last);
  assertEquals(client.ids(), upTo(server.store.last));
});

Deno.test("a client that stops reading gets a gap, and slows nobody", async () => {
  await using server = await startTestServer();
  using quick = await connectFeedClient(server.url);
  await quick.subscribe({});
  await using slow = await connectStallingClient(server.port, ["subscribe", {}]);
  await until("both subscriptions", async () => (await metrics(server)).subscriptions === 2);
  // Several times what the system's own buffers hold.
  const text = "x".repeat(600);
  while ((await metrics(server)).gaps === 0) {
    assert(server.store.last < 400_000, "The slow client never fell behind");
    await post(server, 1_000, text);
    await until("the quick client", () => quick.ids().length === server.store.last);
  }
  await post(server, 10, text);
  const last = server.store.last;
  await until("the list to tell", async () => {
    const { clients }: ClientsAnswer = await (await fetch(`${server.url}/api/clients`)).json();
    const feeds = clients.map(({ feed, queued }) => ({ ...feed, waits: queued > 0 }));
    const lag = feeds.find(({ state }) => state === "gap");
    return lag !== undefined && lag.waits && lag.behind === last - (lag.sent ?? 0) &&
      feeds.some(({ state, behind }) => state === "live" && behind === 0);
  });
  const packet = await slow.readUntil((text) => text.startsWith('42["gap"'));
  const gap: GapNotice = JSON.parse(packet.slice(2))[1];
  await post(server, 1);
  await slow.readUntil((text) =>
    text.startsWith('42["events"') && text.endsWith(`"last":${last + 1}}]`)
  );
  const ids = slow.packets.filter((text) => text.startsWith('42["events"')).flatMap((text) => {
    const batch: EventBatch = JSON.parse(text.slice(2))[1];
    return batch.events.map(({ id }) => id);
  });
  assertGreater(gap.to, gap.from);
  const missed = Array.from({ length: gap.to - gap.from + 1 }, (_, index) => gap.from + index);
  assertEquals([...ids, ...missed].toSorted((one, other) => one - other), upTo(last + 1));
  assertEquals(quick.ids(), upTo(last + 1));
});

async function metrics(server: TestServer): Promise<{ gaps: number; subscriptions: number }> {
  return await (await fetch(`${server.url}/api/metrics`)).json();
}
