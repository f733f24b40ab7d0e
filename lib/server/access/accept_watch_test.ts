import { assertEquals, assertMatch } from "@std/assert";
import { createServer, type Server } from "node:http";
import { EventEmitter, once } from "node:events";
import { claimPorts } from "../../../tests/support/ports.ts";
import type { BoundAddress } from "../bind.ts";
import { AcceptWatch } from "./accept_watch.ts";

interface Watched {
  readonly watch: AcceptWatch;
  readonly reported: (string | null)[];
  readonly mended: number[];
}

/** A watch over one place; `wait` is how long a turn of the event loop takes. */
function watchPlace(server: Server, port: number, wait: () => Promise<void>): Watched {
  const reported: (string | null)[] = [];
  const mended: number[] = [];
  const place: BoundAddress = {
    port,
    address: "127.0.0.1",
    server,
    listenAgain: () => Promise.resolve(void mended.push(reported.length)),
  };
  const watch = new AcceptWatch({
    places: () => [place],
    tell: (_place, problem) => void reported.push(problem),
    clock: {
      every: () => () => {},
      later(_ms, run) {
        wait().then(run);
        return () => {};
      },
    },
  });
  return { watch, reported, mended };
}

const shortTurn = () => new Promise<void>((resolve) => setTimeout(resolve, 5));

/** A listener whose connections nobody takes, as the system sees it. */
function deafServer(): Server {
  return new EventEmitter() as Server;
}

Deno.test("AcceptWatch is content with a server that takes connections", async () => {
  await using range = await claimPorts(1);
  const server = createServer();
  server.listen(range.first, "127.0.0.1");
  await once(server, "listening");
  const { watch, reported, mended } = watchPlace(server, range.first, shortTurn);
  await watch.look();
  assertEquals([reported, mended], [[null], []]);
  await watch.close();
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

Deno.test("AcceptWatch leaves no connection behind", async () => {
  await using range = await claimPorts(1);
  const server = createServer();
  server.listen(range.first, "127.0.0.1");
  await once(server, "listening");
  const taken: Promise<unknown>[] = [];
  server.on("connection", (socket) => taken.push(once(socket, "close")));
  const { watch } = watchPlace(server, range.first, shortTurn);
  await watch.look();
  assertEquals(taken.length, 1);
  await Promise.all(taken);
  await watch.close();
  server.close();
  await once(server, "close");
});

Deno.test("AcceptWatch is content with a server that reports no connection, but answers", async () => {
  await using range = await claimPorts(1);
  const server = createServer((_request, response) => response.end());
  server.listen(range.first, "127.0.0.1");
  await once(server, "listening");
  const { watch, reported, mended } = watchPlace(deafServer(), range.first, shortTurn);
  for (let look = 0; look < 3; look++) await watch.look();
  assertEquals([reported, mended], [[null, null, null], []]);
  await watch.close();
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

Deno.test("AcceptWatch tells of a deaf listener at the second look, and mends it at the third", async () => {
  await using range = await claimPorts(1);
  using _listener = Deno.listen({ hostname: "127.0.0.1", port: range.first });
  const { watch, reported, mended } = watchPlace(deafServer(), range.first, shortTurn);
  await watch.look();
  assertEquals([reported, mended], [[], []]);
  await watch.look();
  await watch.look();
  assertEquals([reported, mended], [["nobody takes them", "nobody takes them"], [2]]);
  await watch.close();
});

Deno.test("AcceptWatch takes no busy server for a deaf one", async () => {
  await using range = await claimPorts(1);
  using _listener = Deno.listen({ hostname: "127.0.0.1", port: range.first });
  const server = deafServer();
  let turns = 0;
  // Its loop comes round late, and then takes whoever waits first: somebody else.
  const { watch, reported, mended } = watchPlace(server, range.first, async () => {
    await shortTurn();
    turns += 1;
    if (turns % 15 === 14) server.emit("connection", { remotePort: 1 });
  });
  for (let look = 0; look < 6; look++) await watch.look();
  assertEquals([new Set(reported), mended], [new Set([null]), []]);
  await watch.close();
});

Deno.test("AcceptWatch forgets single failures", async () => {
  await using range = await claimPorts(1);
  using _listener = Deno.listen({ hostname: "127.0.0.1", port: range.first });
  const server = deafServer();
  let isDeaf = true;
  const { watch, reported, mended } = watchPlace(server, range.first, async () => {
    await shortTurn();
    if (!isDeaf) server.emit("connection", {});
  });
  for (let look = 0; look < 8; look++) {
    isDeaf = look % 2 === 0;
    await watch.look();
  }
  assertEquals([reported, mended], [[null, null, null, null], []]);
  await watch.close();
});

Deno.test("AcceptWatch mends a port on which nobody listens any more", async () => {
  await using range = await claimPorts(1);
  const { watch, reported, mended } = watchPlace(deafServer(), range.first, shortTurn);
  for (let look = 0; look < 3; look++) await watch.look();
  assertEquals(mended, [2]);
  assertMatch(reported[0] ?? "", /refused/i);
  await watch.close();
});
