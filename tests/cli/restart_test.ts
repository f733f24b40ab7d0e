import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { io } from "socket.io-client";
import { makeSandbox } from "../support/cli.ts";
import { until } from "../support/until.ts";
import { mask } from "./mask.ts";
import { serversOf } from "./status_json.ts";

Deno.test("restart keeps ports and store, and tells the gap", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["start"]);
  const [before] = await serversOf(sandbox);
  const { code, stdout, stderr } = await sandbox.run(["restart"]);
  assertEquals(code, 0, stderr);
  assertEquals(
    mask(stdout, sandbox.range).replace(/\d+ ms/, "N ms"),
    [
      "Restarting monitoring server...",
      "",
      "✓ Server on port PORT restarted successfully",
      "  - Server URL: http://localhost:PORT",
      "  - Dashboard URL: http://localhost:PORT+1",
      "  - Process ID: PID",
      "  - Mode: background",
      "  - Back after N ms",
      "",
      "Monitoring server is ready for connections.",
      "",
    ].join("\n"),
  );
  const [after] = await serversOf(sandbox);
  assertEquals(
    [after?.port, after?.dashboard_port, after?.store],
    [before?.port, before?.dashboard_port, before?.store],
  );
  assert(after?.pid !== before?.pid && after?.instance !== before?.instance);
});

Deno.test("restart waits for the clients to come back, and they miss nothing", async () => {
  await using sandbox = await makeSandbox();
  const port = sandbox.range.first;
  await sandbox.run(["start"]);
  const seen: number[] = [];
  let last = 0;
  const client = io(`http://localhost:${port}`, { reconnectionDelay: 100 });
  try {
    client.on("events", (batch: { events: { id: number }[]; last: number }) => {
      seen.push(...batch.events.map(({ id }) => id));
      last = batch.last;
    });
    client.on("connect", () => client.emit("subscribe", { after: last }));
    await until("the client", async () => (await serversOf(sandbox))[0]?.clients === 1);
    const sending = new AbortController();
    const sent = sendUntil(port, sending.signal);

    const { code, stdout } = await sandbox.run(["restart"]);
    assertEquals(code, 0);
    assertMatch(stdout, / {2}- Back after \d+ ms, 1 of 1 client reconnected\n/);
    sending.abort();
    const acknowledged = await sent;
    await until("all acknowledged events", () => seen.length >= acknowledged);
    assertEquals(seen, seen.toSorted((a, b) => a - b));
    assertEquals(new Set(seen).size, seen.length);
    const { stdout: status } = await sandbox.run(["status", "--verbose"]);
    assertMatch(
      status,
      /Client Connections:\n {2}1\. External Tool \(127\.0\.0\.1:\d+\) - Connected /,
    );
  } finally {
    client.close();
  }
});

Deno.test("restart --port moves the only server, and its store", async () => {
  await using sandbox = await makeSandbox();
  const { first, last } = sandbox.range;
  await sandbox.run(["start"]);
  await postHook(first, "moved");
  const { code, stdout, stderr } = await sandbox.run(["restart", "--port", `${last}`]);
  assertEquals(code, 0, stderr);
  assertStringIncludes(stdout, `✓ Server moved from port ${first} to port ${last} successfully`);
  const servers = await serversOf(sandbox);
  assertEquals(servers.map(({ port }) => port), [last]);
  const events = await (await fetch(`http://localhost:${last}/api/events?after=0`)).text();
  assertStringIncludes(events, "moved");
});

Deno.test("restart leaves the old server running when the new port is taken", async () => {
  await using sandbox = await makeSandbox();
  const { first, last } = sandbox.range;
  await sandbox.run(["start"]);
  const [before] = await serversOf(sandbox);
  using thief = Deno.listen({ hostname: "127.0.0.1", port: last });
  const { code } = await sandbox.run(["restart", "--port", `${thief.addr.port}`]);
  assertEquals(code, 4);
  const [after] = await serversOf(sandbox);
  assertEquals([after?.port, after?.pid, after?.state], [first, before?.pid, "healthy"]);
});

Deno.test("restart replaces a server that does not answer any more", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["start"]);
  const [before] = await serversOf(sandbox);
  Deno.kill(before?.pid ?? 0, "SIGSTOP");
  const { code, stderr } = await sandbox.run(["restart"]);
  assertEquals(code, 0, stderr);
  const [after] = await serversOf(sandbox);
  assertEquals([after?.port, after?.state], [before?.port, "healthy"]);
  assert(after?.pid !== before?.pid);
});

Deno.test("restart of several servers keeps each on its own port", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["start"]);
  await sandbox.run(["start"]);
  const before = await serversOf(sandbox);
  const { code } = await sandbox.run(["restart"]);
  assertEquals(code, 0);
  const after = await serversOf(sandbox);
  const ports = (servers: typeof before) =>
    servers.map(({ port, dashboard_port }) => [port, dashboard_port]);
  assertEquals(ports(after), ports(before));
  const free = sandbox.range.last;
  assertEquals((await sandbox.run(["restart", "--port", `${free}`])).code, 2);
});

Deno.test("restart with nothing running starts with the last options", async () => {
  await using sandbox = await makeSandbox();
  const { last } = sandbox.range;
  await sandbox.run(["start", "--port", `${last}`, "--no-dashboard"]);
  await sandbox.run(["stop"]);
  const { code, stderr } = await sandbox.run(["restart"]);
  assertEquals(code, 0, stderr);
  const servers = await serversOf(sandbox);
  assertEquals(servers.map(({ port, dashboard_port }) => [port, dashboard_port]), [[last, null]]);
});

Deno.test("restart --dashboard-port moves the dashboard only", async () => {
  await using sandbox = await makeSandbox();
  const { first, last } = sandbox.range;
  await sandbox.run(["start"]);
  const { code, stderr } = await sandbox.run(["restart", "--dashboard-port", `${last}`]);
  assertEquals(code, 0, stderr);
  const servers = await serversOf(sandbox);
  assertEquals(servers.map(({ port, dashboard_port }) => [port, dashboard_port]), [[first, last]]);
});

Deno.test("port starts a server there, and restarts the one that is there", async () => {
  await using sandbox = await makeSandbox();
  const port = sandbox.range.last;
  const started = await sandbox.run(["port", `${port}`]);
  assertEquals(started.code, 0, started.stderr);
  assertStringIncludes(started.stdout, "✓ Server started successfully");
  const again = await sandbox.run(["port", `${port}`]);
  assertEquals(again.code, 0, again.stderr);
  assertStringIncludes(again.stdout, `✓ Server on port ${port} restarted successfully`);
  assertEquals((await sandbox.run(["port"])).code, 2);
  assertEquals((await sandbox.run(["port", "0"])).code, 2);
});

/** Posts events one after the other, and returns how many were acknowledged. */
async function sendUntil(port: number, signal: AbortSignal): Promise<number> {
  let acknowledged = 0;
  while (!signal.aborted) {
    const stored = await postHook(port, `event ${acknowledged}`).catch(() => false);
    if (stored) acknowledged++;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return acknowledged;
}

async function postHook(port: number, prompt: string): Promise<boolean> {
  const response = await fetch(`http://localhost:${port}/hooks/claude`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ hook_event_name: "UserPromptSubmit", session_id: "s", prompt }),
  });
  await response.body?.cancel();
  return response.status === 204;
}
