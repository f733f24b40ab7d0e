import { assertEquals, assertStringIncludes } from "@std/assert";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { until } from "../../../tests/support/until.ts";
import { limitConnections } from "./limit_connections.ts";

/** Two servers that take two connections each. */
async function withServers(
  work: (given: {
    /** Connects to the first or the second one, and waits until it has noticed. */
    readonly open: (which: 0 | 1) => Promise<Socket>;
    readonly refused: readonly string[];
    /** How many connections each has open. */
    readonly count: (which: 0 | 1) => Promise<number>;
  }) => Promise<void>,
): Promise<void> {
  const refused: string[] = [];
  const limit = limitConnections({ most: 2, onRefused: (code) => refused.push(code) });
  const servers = [createServer(), createServer()] as const;
  const sockets: Socket[] = [];
  servers.forEach((server, index) => limit(server, `address ${index}`));
  for (const server of servers) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  }
  try {
    await work({
      async open(which) {
        const { port } = servers[which].address() as AddressInfo;
        const taken = once(servers[which], "connection");
        const socket = connect(port, "127.0.0.1");
        sockets.push(socket);
        await taken;
        return socket;
      },
      refused,
      count: (which) => countOf(servers[which]),
    });
  } finally {
    for (const socket of sockets) socket.destroy();
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

function countOf(server: Server): Promise<number> {
  return new Promise((resolve, reject) =>
    server.getConnections((error, count) => error ? reject(error) : resolve(count))
  );
}

async function textOf(socket: Socket): Promise<string> {
  let text = "";
  for await (const bytes of socket) text += new TextDecoder().decode(bytes);
  return text;
}

Deno.test("limitConnections() answers 429 to what is too many, ends it, and keeps the others", () =>
  withServers(async ({ open, refused, count }) => {
    await open(0);
    await open(0);
    assertEquals(refused, []);
    const answer = await textOf(await open(0));
    assertStringIncludes(answer, "HTTP/1.1 429 Too Many Requests\r\n");
    assertStringIncludes(answer, "Retry-After: 1\r\n");
    const [head = "", body = ""] = answer.split("\r\n\r\n");
    assertStringIncludes(head, `Content-Length: ${body.length}`);
    assertEquals(JSON.parse(body).error.code, "too_many_connections");
    assertEquals(refused, ["too_many_connections"]);
    await until("the refused one to be gone", async () => await count(0) === 2);
  }));

Deno.test("limitConnections() gives the place of a connection that has ended to another one", () =>
  withServers(async ({ open, refused, count }) => {
    const first = await open(0);
    await open(0);
    first.destroy();
    await until("a place", async () => await count(0) === 1);
    await open(0);
    assertEquals(refused, []);
    await textOf(await open(0));
    assertEquals(refused.length, 1);
  }));

Deno.test("limitConnections() counts each address by itself", () =>
  withServers(async ({ open, refused }) => {
    for (const which of [0, 0, 1, 1] as const) await open(which);
    assertEquals(refused, []);
    await textOf(await open(1));
    assertEquals(refused.length, 1);
  }));
