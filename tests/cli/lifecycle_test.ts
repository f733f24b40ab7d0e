import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { makeSandbox } from "../support/cli.ts";
import { arePortsFree, untilFree } from "../support/ports.ts";
import { until } from "../support/until.ts";
import { mask } from "./mask.ts";
import { serversOf } from "./status_json.ts";

Deno.test("start, status and stop print the seed's texts line for line", async () => {
  await using sandbox = await makeSandbox();
  const { range } = sandbox;

  const started = await sandbox.run(["start"]);
  assertEquals(started.code, 0, started.stderr);
  assertEquals(
    mask(started.stdout, range),
    [
      "Starting Socket.IO monitoring server...",
      "",
      "✓ Server started successfully",
      "  - Server URL: http://localhost:PORT",
      "  - Dashboard URL: http://localhost:PORT+1",
      "  - Process ID: PID",
      "  - Mode: background",
      "",
      "Monitoring server is ready for connections.",
      "Open http://localhost:PORT+1 in your browser to view the dashboard.",
      "",
    ].join("\n"),
  );

  const status = await sandbox.run(["status"]);
  assertEquals(status.code, 0);
  assertEquals(
    mask(status.stdout, range),
    [
      "Monitoring Server Status",
      "========================",
      "",
      "Active Servers: 1",
      "",
      "Server 1:",
      "  - Port: PORT",
      "  - Dashboard: http://localhost:PORT+1",
      "  - Process ID: PID",
      "  - Uptime: AGE",
      "  - Connected Clients: 0",
      "  - Status: Running",
      "",
      "Dashboard accessible at: http://localhost:PORT+1",
      "",
    ].join("\n"),
  );

  const stopped = await sandbox.run(["stop"]);
  assertEquals(stopped.code, 0, stopped.stderr);
  assertEquals(
    mask(stopped.stdout, range),
    [
      "Stopping monitoring server...",
      "",
      "✓ Server on port PORT stopped successfully",
      "  - Disconnected 0 clients gracefully",
      "  - Process PID terminated",
      "",
      "Monitoring server stopped.",
      "",
    ].join("\n"),
  );
  assert(await arePortsFree([range.first, range.first + 1]), "ports are free again");
});

Deno.test("status --verbose prints the seed's detailed text line for line", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["start"]);
  const { code, stdout } = await sandbox.run(["status", "--verbose"]);
  assertEquals(code, 0);
  assertEquals(
    mask(stdout, sandbox.range),
    [
      "Monitoring Server Status (Detailed)",
      "====================================",
      "",
      "Active Servers: 1",
      "",
      "Server 1:",
      "  - Port: PORT",
      "  - Host: localhost",
      "  - Dashboard: http://localhost:PORT+1",
      "  - Dashboard Port: PORT+1",
      "  - Process ID: PID",
      "  - Started: TIME",
      "  - Uptime: AGE",
      "  - Connected Clients: 0",
      "  - Events Processed: 0",
      "  - Average Event Rate: 0.00/sec",
      "  - Status: Running (Healthy)",
      "",
      "Dashboard accessible at: http://localhost:PORT+1",
      "",
    ].join("\n"),
  );
});

Deno.test("status creates nothing and ends with 3 when nothing runs", async () => {
  await using sandbox = await makeSandbox();
  const { code, stdout, stderr } = await sandbox.run([]);
  assertEquals(code, 3);
  assertStringIncludes(stdout, "Active Servers: 0");
  assertStringIncludes(stderr, "--help");
  assert(!await exists(sandbox.home));
});

Deno.test("stop ends with 0 when nothing runs, and with 3 when a port is named", async () => {
  await using sandbox = await makeSandbox();
  assertEquals((await sandbox.run(["stop"])).code, 0);
  const named = await sandbox.run(["stop", "--port", `${sandbox.range.first}`]);
  assertEquals(named.code, 3);
  assertEquals(
    mask(named.stderr, sandbox.range),
    "Error: Server on port PORT is not running\n" +
      "Suggestion: Use 'mpm-monitor start' to start the server\n",
  );
  assert(!await exists(sandbox.home));
});

Deno.test("start on a port of a healthy server of ours says so and ends with 0", async () => {
  await using sandbox = await makeSandbox();
  const port = `${sandbox.range.first}`;
  await sandbox.run(["start", "--port", port]);
  const again = await sandbox.run(["start", "--port", port]);
  assertEquals(again.code, 0, again.stderr);
  assertStringIncludes(again.stdout, `Server is already running on port ${port}`);
});

Deno.test("two starts at once end with two servers on different ports", async () => {
  await using sandbox = await makeSandbox();
  const results = await Promise.all([sandbox.run(["start"]), sandbox.run(["start"])]);
  assertEquals(results.map(({ code }) => code), [0, 0], results.map((r) => r.stderr).join());
  const servers = await serversOf(sandbox);
  assertEquals(servers.length, 2);
  const ports = servers.flatMap(({ port, dashboard_port }) => [port, dashboard_port]);
  assertEquals(new Set(ports).size, 4, `${ports}`);
});

Deno.test("start --port on a taken port names the process and the next command", async () => {
  await using sandbox = await makeSandbox();
  const port = sandbox.range.first;
  using thief = Deno.listen({ hostname: "127.0.0.1", port });
  assertEquals(thief.addr.port, port);
  const { code, stdout, stderr } = await sandbox.run(["start", "--port", `${port}`]);
  assertEquals(code, 4);
  assertEquals(stdout, "");
  const lines = stderr.split("\n");
  assertEquals(lines[0], `Error: Port ${port} is already in use by another process`);
  assertMatch(
    lines[1] ?? "",
    new RegExp(`^Reason: .*\\(PID ${Deno.pid}, user .+\\), another program$`),
  );
  assertEquals(
    lines[2],
    "Suggestion: Use --port to specify a different port or --force to reclaim",
  );
  assertEquals(lines[3], `  mpm-monitor start --port ${port + 1}`);
});

Deno.test("start counts a port as taken whatever address its holder listens on", async () => {
  await using sandbox = await makeSandbox();
  const { first } = sandbox.range;
  for (const hostname of ["0.0.0.0", "::", "127.0.0.1", "::1"]) {
    await untilFree(first);
    using thief = Deno.listen({ hostname, port: first });
    assertEquals(thief.addr.port, first);
    const started = await sandbox.run(["start", "--json"]);
    assertEquals(started.code, 0, started.stderr);
    assertEquals(JSON.parse(started.stdout).server.port, first + 1, hostname);
    await sandbox.run(["stop"]);
  }
});

Deno.test("an acknowledged event survives kill -9", async () => {
  await using sandbox = await makeSandbox();
  const port = sandbox.range.first;
  await sandbox.run(["start"]);
  const servers = await serversOf(sandbox);
  const response = await fetch(`http://localhost:${port}/hooks/claude`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ hook_event_name: "UserPromptSubmit", session_id: "s", prompt: "kept" }),
  });
  assertEquals(response.status, 204);
  Deno.kill(servers[0]?.pid ?? 0, "SIGKILL");
  await until(
    "the record to be stale",
    async () => (await serversOf(sandbox))[0]?.state === "stale",
  );

  const again = await sandbox.run(["start"]);
  assertEquals(again.code, 0, again.stderr);
  const events = await (await fetch(`http://localhost:${port}/api/events?after=0`)).text();
  assertStringIncludes(events, "kept");
});

Deno.test("start survives the end of its terminal, and SIGHUP", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["start"]);
  const servers = await serversOf(sandbox);
  Deno.kill(servers[0]?.pid ?? 0, "SIGHUP");
  assertEquals((await serversOf(sandbox))[0]?.state, "healthy");
});

Deno.test("start --foreground serves until SIGTERM and leaves nothing behind", async () => {
  await using sandbox = await makeSandbox();
  const child = sandbox.spawn(["start", "--foreground"]);
  await until("the server", async () => (await sandbox.run(["status"])).code === 0);
  child.kill("SIGTERM");
  const { code, stdout } = await child.output();
  assertEquals(code, 0);
  assertStringIncludes(new TextDecoder().decode(stdout), "  - Mode: foreground\n");
  assertEquals((await sandbox.run(["status"])).code, 3);
  assertEquals(await Array.fromAsync(Deno.readDir(`${sandbox.home}/instances`)), []);
});

Deno.test("start reports a state folder that cannot be written", async () => {
  await using sandbox = await makeSandbox();
  const file = `${sandbox.folder}/file`;
  await Deno.writeTextFile(file, "a file in its place");
  const { code, stderr } = await sandbox.run(["start"], { env: { MPM_MONITOR_HOME: file } });
  assertEquals(code, 1);
  assertMatch(stderr, /^Error: Cannot write to the state folder .*\nReason: .*\nSuggestion: .*\n$/);
});

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
