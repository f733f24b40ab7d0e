import { assertEquals, assertRejects } from "@std/assert";
import { startTestServer } from "../../tests/support/server.ts";
import { until } from "../../tests/support/until.ts";
import { type FeedAddress, FeedConnection, type FeedListener } from "./connection.ts";

const RETRY = { first: 20, longest: 50 };

function connect(address: FeedAddress) {
  const heard: string[] = [];
  const listener: FeedListener = {
    connected: (id) => void heard.push(id === "" ? "no id" : "connected"),
    disconnected: () => void heard.push("disconnected"),
    refused: ({ code, message }) => void heard.push(`refused: ${code}, ${message}`),
    events: ({ events }) => void heard.push(...events.map(({ type }) => `event ${type}`)),
    gap: ({ from, to }) => void heard.push(`gap ${from}-${to}`),
    reset: () => void heard.push("reset"),
    farewell: ({ reason }) => void heard.push(`farewell ${reason}`),
  };
  const connection = new FeedConnection({ retry: RETRY, ...address }, listener);
  connection.open();
  return { heard, connection, [Symbol.dispose]: () => connection.close() };
}

Deno.test("FeedConnection subscribes, hears, and comes back after a restart", async () => {
  await using server = await startTestServer();
  using client = connect({ url: server.url, query: { client: "dashboard" } });
  const { heard, connection } = client;
  await until("a connection", () => heard.includes("connected"));
  const reply = await connection.subscribe({ after: 0 });
  assertEquals(reply, { ok: true, store: server.store.id, last: 0 });
  await fetch(`${server.url}/api/events`, { method: "POST", body: '{"type":"hello"}' });
  await until("the event", () => heard.includes("event hello"));
  await server.restart();
  await until(
    "the next connection",
    () => heard.filter((word) => word === "connected").length === 2,
  );
  assertEquals(heard.includes("disconnected"), true);
});

Deno.test("FeedConnection gives the server's reason when it is refused, and waits to be told", async () => {
  const token = "a-token-for-this-test";
  await using server = await startTestServer({ access: { token, requireToken: true } });
  using client = connect({ url: server.url });
  await until("the refusal", () => client.heard.length > 0);
  assertEquals(client.heard[0]?.startsWith("refused: no_token, "), true, client.heard[0]);
  assertEquals(client.connection.isConnected, false);
  client.connection.reopen();
  await until("the second refusal", () => client.heard.length > 1);
});

Deno.test("FeedConnection is told at once that a lost server does not answer", async () => {
  const server = await startTestServer();
  using client = connect({ url: server.url });
  const { connection, heard } = client;
  await assertRejects(() => connection.subscribe({}), Error, "does not answer");
  await until("a connection", () => heard.includes("connected"));
  await server[Symbol.asyncDispose]();
  await until("the loss", () => heard.includes("disconnected"));
  await assertRejects(() => connection.subscribe({}), Error, "does not answer");
});

Deno.test("FeedConnection leaves a server that falls silent", async () => {
  let connections = 0;
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    (request) => {
      const { socket, response } = Deno.upgradeWebSocket(request);
      socket.onopen = () =>
        socket.send(
          '0{"sid":"a","upgrades":[],"maxPayload":1000,"pingInterval":30,"pingTimeout":30}',
        );
      socket.onmessage = ({ data }) => {
        if (data !== "40") return;
        connections++;
        socket.send('40{"sid":"b"}');
      };
      return response;
    },
  );
  using client = connect({ url: `http://127.0.0.1:${server.addr.port}` });
  await until("a second connection", () => connections > 1);
  assertEquals(client.heard.slice(0, 3), ["connected", "disconnected", "connected"]);
});
