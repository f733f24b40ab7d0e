import { assert, assertEquals, assertMatch } from "@std/assert";
import { io } from "socket.io-client";
import type { MetricsAnswer } from "../../lib/contract/http.ts";
import { connectFeedClient } from "../support/wire/feed_client.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

async function refused(server: TestServer): Promise<Readonly<Record<string, number>>> {
  const metrics: MetricsAnswer = await (await fetch(`${server.url}/api/metrics`)).json();
  return metrics.events.refused;
}

async function refusal(url: string, options: Record<string, unknown> = {}): Promise<string> {
  const socket = io(url, { forceNew: true, reconnection: false, ...options });
  const { promise, resolve } = Promise.withResolvers<string>();
  socket.on(
    "connect_error",
    ({ message, context }: Error & { context?: XMLHttpRequest }) =>
      resolve(context?.responseText ?? message),
  );
  socket.on("connect", () => resolve("connected"));
  const said = await promise;
  socket.disconnect();
  return said;
}

Deno.test("no more clients connect than a server takes, and those that are in stay", async () => {
  await using server = await startTestServer({ socketLimits: { clients: 2 } });
  using polling = await connectFeedClient(server.url, { transports: ["polling"] });
  using other = await connectFeedClient(server.url);
  assertMatch(await refusal(server.url), /no more than 2 clients/);
  assert(await refusal(server.url, { transports: ["websocket"] }) !== "connected");
  assertEquals((await refused(server))["too_many_clients"], 2);
  assert((await polling.subscribe({})).ok && (await other.subscribe({})).ok);
  other.socket.disconnect();
  await until("a free place", async () => await refusal(server.url) === "connected");
});

Deno.test("a connection joins no more namespaces than a server allows", async () => {
  await using server = await startTestServer({ socketLimits: { namespaces: 2 } });
  using client = await connectFeedClient(server.url);
  const join = (name: string) => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const socket = client.socket.io.socket(name);
    socket.on("connect", () => resolve("joined"));
    socket.on("connect_error", ({ message }) => resolve(message));
    return promise;
  };
  assertEquals([await join("/hook"), await join("/system")], ["joined", "joined"]);
  assertMatch(await join("/log"), /no more than 2 namespaces/);
  assertEquals((await refused(server))["too_many_namespaces"], 1);
  assert(client.socket.connected);
});

Deno.test("subscriptions have no more different queries than a server allows", async () => {
  await using server = await startTestServer({ socketLimits: { queries: 1 } });
  using one = await connectFeedClient(server.url);
  using two = await connectFeedClient(server.url);
  assert((await one.subscribe({ q: "tool:Bash" })).ok);
  assert((await two.subscribe({ q: "tool:Bash" })).ok);
  const answer = await two.subscribe({ q: "tool:Read" });
  assertEquals(answer.ok ? null : answer.error.code, "too_many_queries");
  assertEquals((await refused(server))["too_many_queries"], 1);
  assert((await two.subscribe({})).ok);
  assert((await one.subscribe({ q: "tool:Read" })).ok, "its own query is free to change");
});

Deno.test("a client that sends without end keeps nobody else waiting, and loses nothing", async () => {
  await using server = await startTestServer();
  using flood = await connectFeedClient(server.url, { query: { client: "dashboard" } });
  using quiet = await connectFeedClient(server.url, { query: { client: "dashboard" } });
  let acknowledged = 0;
  const text = "x".repeat(500);
  for (let n = 0; n < 12_000; n++) {
    flood.socket.emit("claude_event", { type: "flood", n, text }, (reply) => {
      if (reply.ok) acknowledged += reply.stored;
    });
  }
  const reply = await quiet.socket.emitWithAck("claude_event", { type: "quiet" });
  assertEquals(reply, { ok: true, stored: 1 });
  assert(acknowledged < 12_000, "The flood was over before the other client had its turn");
  await until("all of the flood", () => acknowledged === 12_000, { timeout: 60_000 });
  assertEquals(server.store.last, 12_001);
  assertEquals((await refused(server))["too_fast"], undefined);
});
