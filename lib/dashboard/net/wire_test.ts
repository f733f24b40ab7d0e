import { assertEquals, assertRejects } from "@std/assert";
import { startTestServer } from "../../../tests/support/server.ts";
import { until } from "../../../tests/support/until.ts";
import { Wire, type WireListener } from "./wire.ts";

const SOON = { retry: 20, retryMost: 50, refused: 50 };

Deno.test("Wire speaks with a real server, asks, hears, and comes back after a restart", async () => {
  await using server = await startTestServer();
  const { heard, listener } = record();
  const wire = new Wire(
    `${server.url.replace("http", "ws")}/socket.io/?client=dashboard`,
    listener,
    SOON,
  );
  wire.open();
  await until("a connection", () => heard.includes("connected"));
  const reply = await wire.ask("subscribe", { after: 0 }, 5000);
  assertEquals(reply, { ok: true, store: server.store.id, last: 0 });
  await fetch(`${server.url}/api/events`, { method: "POST", body: '{"type":"hello"}' });
  await until("the event", () => heard.some((word) => word.startsWith("events")));
  await server.restart();
  await until(
    "the next connection",
    () => heard.filter((word) => word === "connected").length === 2,
  );
  assertEquals(heard.includes("disconnected"), true);
  wire.close();
});

Deno.test("Wire answers pings, tells a refusal, and tries again", async () => {
  const { heard, listener } = record();
  let tries = 0;
  await using server = serve((socket, packet) => {
    if (packet === "open") socket.send('0{"pingInterval":5000,"pingTimeout":5000}');
    if (packet === "40" && ++tries === 1) socket.send('44{"message":"A token is required"}');
    else if (packet === "40") {
      socket.send('40{"sid":"x"}');
      socket.send("2");
    }
    if (packet === "3") heard.push("pong");
  });
  const wire = new Wire(server.url, listener, SOON);
  wire.open();
  await until("the pong", () => heard.includes("pong"));
  assertEquals(heard, ["refused: A token is required", "connected", "pong"]);
  wire.close();
});

Deno.test("Wire leaves a server that says nothing, and answers who waits for it", async () => {
  const { heard, listener } = record();
  await using server = serve((socket, packet) => {
    if (packet === "open") socket.send('0{"pingInterval":30,"pingTimeout":30}');
    if (packet === "40") socket.send(`40{"sid":"y"}`);
  });
  const wire = new Wire(server.url, listener, SOON);
  wire.open();
  await until("a connection", () => heard.includes("connected"));
  await assertRejects(() => wire.ask("subscribe", {}, 60_000), Error, "does not answer");
  await until("another connection", () => heard.lastIndexOf("connected") > 0);
  wire.close();
  await assertRejects(() => wire.ask("subscribe", {}, 60_000), Error, "does not answer");
});

function record() {
  const heard: string[] = [];
  const listener: WireListener = {
    connected: (id) => void heard.push(id === "undefined" ? "no id" : "connected"),
    disconnected: () => void heard.push("disconnected"),
    refused: (reason) => void heard.push(`refused: ${reason}`),
    message: (name, body) => void heard.push(`${name} ${JSON.stringify(body)}`),
  };
  return { heard, listener };
}

/** A server that speaks by hand. */
function serve(hear: (socket: WebSocket, packet: string) => void) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request);
    socket.onopen = () => hear(socket, "open");
    socket.onmessage = ({ data }) => hear(socket, String(data));
    return response;
  });
  return {
    url: `ws://127.0.0.1:${server.addr.port}/socket.io/`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
