import { deadline } from "@std/async/deadline";
import { assertEquals, assertRejects } from "@std/assert";
import { claimPorts, untilFree } from "../../tests/support/ports.ts";
import { bindPort, LOOPBACK, PortTakenError } from "./bind.ts";

Deno.test("bindPort() takes all addresses or none", async () => {
  await using range = await claimPorts(1);
  {
    using _taken = Deno.listen({ hostname: "::1", port: range.first });
    await assertRejects(() => bindPort(range.first, LOOPBACK), PortTakenError);
  }
  await untilFree(range.first);
});

Deno.test("bindPort() sees a listener on all addresses, whatever the system says", async () => {
  await using range = await claimPorts(1);
  using _taken = Deno.listen({ hostname: "0.0.0.0", port: range.first });
  const options = { lookFirst: true };
  await assertRejects(() => bindPort(range.first, ["127.0.0.1"], options), PortTakenError);
});

Deno.test("bindPort() keeps requests until they are served", async () => {
  await using range = await claimPorts(1);
  const bound = await bindPort(range.first, LOOPBACK);
  const early = fetch(`http://127.0.0.1:${range.first}/`);
  bound.serve((_request, response) => void response.end("served"));
  assertEquals(await (await early).text(), "served");
  await bound.close();
});

Deno.test("bindPort() can be closed under a WebSocket whose client never ends it", async () => {
  await using range = await claimPorts(1);
  const bound = await bindPort(range.first, ["127.0.0.1"]);
  bound.serve((_request, response) => void response.end());
  bound.addresses[0]?.server.on("upgrade", (_request, socket) => {
    socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n");
  });
  using client = await Deno.connect({ hostname: "127.0.0.1", port: range.first });
  const request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n";
  await client.write(new TextEncoder().encode(request));
  await client.read(new Uint8Array(1024));
  await deadline(bound.close(), 5_000);
  await untilFree(range.first);
});

Deno.test("bindPort() can be closed while a request still waits", async () => {
  await using range = await claimPorts(1);
  const bound = await bindPort(range.first, LOOPBACK);
  const waiting = fetch(`http://127.0.0.1:${range.first}/`).then((response) => {
    return response.body?.cancel();
  }).catch(() => {});
  await bound.close();
  await waiting;
  await untilFree(range.first);
});
