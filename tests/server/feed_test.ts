import { assert, assertEquals } from "@std/assert";
import type { ClientsAnswer } from "../../lib/contract/http.ts";
import { connectFeedClient } from "../support/wire/feed_client.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

async function post(server: TestServer, count: number): Promise<void> {
  const lines = Array.from({ length: count }, () => '{"type":"t"}').join("\n");
  const headers = { "content-type": "application/x-ndjson" };
  const response = await fetch(`${server.url}/api/events`, {
    method: "POST",
    body: lines,
    headers,
  });
  assertEquals(response.status, 204);
  await response.body?.cancel();
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

Deno.test("a subscriber gets what is stored after its id, then live, on both ports", async () => {
  await using server = await startTestServer();
  await post(server, 700);
  for (const port of [server.port, server.dashboardPort]) {
    for (const transports of [["websocket"], ["polling"]]) {
      using client = await connectFeedClient(`http://127.0.0.1:${port}`, { transports });
      const answer = await client.subscribe({ after: 0, store: server.store.id });
      assert(answer.ok);
      assertEquals(answer.store, server.store.id);
      await post(server, 3);
      await until("all events", () => client.ids().length >= server.store.last);
      assertEquals(client.ids(), upTo(server.store.last));
    }
  }
});

Deno.test("a client that was cut off goes on where it was, also over a restart", async () => {
  await using server = await startTestServer();
  using client = await connectFeedClient(server.url);
  const subscribe = () => client.subscribe({ after: client.ids().at(-1) ?? 0 });
  client.socket.io.on("reconnect", () => void subscribe());
  await subscribe();
  await post(server, 5);
  await until("the first events", () => client.ids().length === 5);
  client.socket.io.engine.close();
  await post(server, 5);
  await until("what it missed", () => client.ids().length === 10);
  await server.restart();
  await post(server, 5);
  await until("what came after the restart", () => client.ids().length === 15);
  assertEquals(client.ids(), upTo(15));
});

Deno.test("a client of another store is told so", async () => {
  await using server = await startTestServer();
  await post(server, 1);
  using client = await connectFeedClient(server.url);
  const reset = new Promise((resolve) => client.socket.once("reset", resolve));
  await client.subscribe({ after: 0, store: "another" });
  assertEquals(await reset, { store: server.store.id });
});

Deno.test("a subscriber with a query gets what matches, stored and live", async () => {
  await using server = await startTestServer();
  const tools = async (...names: string[]) => {
    for (const tool of names) {
      const body = JSON.stringify({ type: "tool.pre", tool, n: crypto.randomUUID() });
      await (await fetch(`${server.url}/api/events`, { method: "POST", body })).body?.cancel();
    }
  };
  await tools("Bash", "Read", "Bash");
  using client = await connectFeedClient(server.url);
  using all = await connectFeedClient(server.url);
  await all.subscribe({ after: 0 });
  assert((await client.subscribe({ after: 0, q: "tool:Bash" })).ok);
  await tools("Edit", "Bash");
  await until("the live one", () => client.ids().includes(5) && all.ids().includes(5));
  assertEquals(client.ids(), [1, 3, 5]);
  assertEquals(all.ids(), upTo(5));
});

Deno.test("clients are listed with how far each has got", async () => {
  await using server = await startTestServer({ pingEvery: 100 });
  const clients = async () => {
    const answer: ClientsAnswer = await (await fetch(`${server.url}/api/clients`)).json();
    return answer.clients;
  };
  using reader = await connectFeedClient(server.url);
  assertEquals((await clients()).map(({ rtt_ms, feed }) => ({ rtt_ms, feed })), [
    { rtt_ms: null, feed: null },
  ]);
  await reader.subscribe({ after: 0 });
  await post(server, 3);
  await until("the events", () => reader.ids().length === 3);
  const [client] = await clients();
  assertEquals(client?.feed, { state: "live", sent: 3, behind: 0 });
  assertEquals(client?.queued, 0);
  const trip = async () => (await clients())[0]?.rtt_ms ?? 0;
  await until("a round trip", async () => await trip() > 0);
  assert(await trip() < 5_000);
});

Deno.test("a wrong subscription is answered with what is wrong", async () => {
  await using server = await startTestServer();
  using client = await connectFeedClient(server.url);
  for (const request of [null, "x", { after: -1 }, { after: "1" }, { store: 7 }, { q: 7 }]) {
    const answer = await client.subscribe(request as never);
    assert(!answer.ok);
    assertEquals(answer.error.code, "bad_subscription");
  }
});

Deno.test("claude_event of a client is stored and reaches the subscribers", async () => {
  await using server = await startTestServer();
  using reader = await connectFeedClient(server.url);
  await reader.subscribe({});
  using emitter = await connectFeedClient(server.url);
  emitter.socket.emit("claude_event", { type: "hook.user_prompt", data: { prompt_text: "hi" } });
  await until("the event", () => reader.ids().length === 1);
  assertEquals(server.store.last, 1);
});

Deno.test("close() tells the clients why and counts them", async () => {
  const server = await startTestServer();
  using client = await connectFeedClient(server.url, { reconnection: false });
  const farewell = new Promise((resolve) => client.socket.once("farewell", resolve));
  const disconnected = new Promise((resolve) => client.socket.once("disconnect", resolve));
  const clients = await (await fetch(`${server.url}/api/clients`)).json();
  assertEquals(clients.clients.length, 1);
  await server[Symbol.asyncDispose]();
  assertEquals(await farewell, { reason: "stop" });
  assertEquals(await disconnected, "transport close");
});
