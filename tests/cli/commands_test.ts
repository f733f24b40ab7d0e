import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { io } from "socket.io-client";
import { makeSandbox } from "../support/cli.ts";
import { findSharedFixtures, REPOSITORY } from "../support/shared.ts";
import { until } from "../support/until.ts";
import { startFakeProgram } from "./fake_program.ts";
import { mask } from "./mask.ts";
import { BUSY, serversOf } from "./status_json.ts";

Deno.test("status --show-ports prints the seed's text with its legend", async () => {
  await using sandbox = await makeSandbox();
  const { range } = sandbox;
  await sandbox.run(["start"]);
  await using program = await startFakeProgram(sandbox, "shop/server.ts", range.last);
  const { code, stdout } = await sandbox.run(["status", "--show-ports"]);
  assertEquals(code, 0);
  const lines = mask(stdout.replaceAll(range.text, "LO-HI"), range).split("\n");
  const holder = lines[12] ?? "";
  assertMatch(holder, /^ {2}PORT\+5: • IN USE \(PID PID, deno run .*: another program\)$/);
  assert(program.pid > 0);
  assertEquals(lines.filter((line) => line !== holder), [
    "Monitoring Server Status",
    "========================",
    "",
    "Active Servers: 1",
    "Available Ports: 3",
    "",
    "Port Status (LO-HI):",
    "  PORT: ✓ RUNNING (PID PID, 0 clients)",
    "  PORT+1: • IN USE (Dashboard for PORT)",
    "  PORT+2: ○ AVAILABLE",
    "  PORT+3: ○ AVAILABLE",
    "  PORT+4: ○ AVAILABLE",
    "",
    "Legend:",
    "  ✓ RUNNING - Monitor server active",
    "  • IN USE - Used by another process",
    "  ○ AVAILABLE - Ready for use",
    "",
    "Dashboard accessible at: http://localhost:PORT+1",
    "",
  ]);
});

Deno.test("status --json carries what --verbose and --show-ports print", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["start"]);
  const { stdout } = await sandbox.run(["status", "--json", "--show-ports"]);
  const status = JSON.parse(stdout);
  assertEquals(status.schema_version, 1);
  const { first } = sandbox.range;
  const [server] = status.servers;
  assertEquals(
    [server.port, server.dashboard_port, server.host, server.state, server.clients, server.events],
    [first, first + 1, "localhost", "healthy", 0, 0],
  );
  assertEquals(typeof server.started_at, "string");
  assertEquals(server.connections, []);
  assertEquals(status.available, 4);
  assertEquals(
    status.ports.map((port: { state: string }) => port.state),
    ["running", "in_use", "available", "available", "available", "available"],
  );
  assert(!stdout.includes("secret"), "the secret stays in the record");
});

Deno.test("stop tells how many clients it disconnected", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["start"]);
  const clients = Array.from(
    { length: 50 },
    () => io(`http://localhost:${sandbox.range.first}`, { reconnection: false, forceNew: true }),
  );
  try {
    await until("the clients", async () => (await serversOf(sandbox))[0]?.clients === 50);
    const { stdout } = await sandbox.run(["stop"]);
    assertStringIncludes(stdout, "  - Disconnected 50 clients gracefully\n");
  } finally {
    for (const client of clients) client.close();
  }
});

Deno.test("stop reports a server that does not react, and --force ends it", async () => {
  await using sandbox = await makeSandbox();
  const port = `${sandbox.range.first}`;
  await sandbox.run(["start"]);
  const [server] = await serversOf(sandbox);
  Deno.kill(server?.pid ?? 0, "SIGSTOP");
  const { stdout } = await sandbox.run(["status"]);
  assertStringIncludes(stdout, "  - Status: Unresponsive\n");
  const polite = await sandbox.run(["stop", "--port", port]);
  assertEquals(polite.code, 6);
  assertStringIncludes(polite.stderr, `Use 'mpm-monitor stop --port ${port} --force'`);
  const forced = await sandbox.run(["stop", "--port", port, "--force"]);
  assertEquals(forced.code, 0, forced.stderr);
  assertEquals(await serversOf(sandbox), []);
});

Deno.test("a record of a newer version is left alone, politely", async () => {
  await using sandbox = await makeSandbox();
  const port = sandbox.range.first;
  await sandbox.run(["start"]);
  await sandbox.run(["stop"]);
  const path = `${sandbox.home}/instances/${port}.json`;
  const text = JSON.stringify({ schema_version: 99, something: "else" });
  await Deno.writeTextFile(path, text);
  const status = await sandbox.run(["status"]);
  assertEquals(status.code, 3);
  assertStringIncludes(status.stdout, `Port ${port} has a record of a newer version`);
  const stopped = await sandbox.run(["stop"]);
  assertEquals(stopped.code, 1);
  assertStringIncludes(stopped.stderr, "A newer version of mpm-monitor wrote");
  assertEquals(await Deno.readTextFile(path), text);
});

Deno.test("start --ensure starts once, and then finds it", async () => {
  await using sandbox = await makeSandbox();
  const first = await sandbox.run(["start", "--ensure", "--json"]);
  const second = await sandbox.run(["start", "--ensure", "--json"]);
  assertEquals([first.code, second.code], [0, 0]);
  assertEquals(
    [JSON.parse(first.stdout).started, JSON.parse(second.stdout).started],
    [true, false],
  );
});

Deno.test("logs shows the last lines, and --follow goes on through a rotation", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["start"]);
  const { code, stdout } = await sandbox.run(["logs", "-n", "1"]);
  assertEquals(code, 0);
  assertMatch(stdout, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d Started version .*\n$/);

  const path = `${sandbox.home}/logs/${sandbox.range.first}.log`;
  const child = sandbox.spawn(["logs", "-f", "-n", "0"]);
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const readUntil = async (word: string) => {
    while (!text.includes(word)) {
      const { done, value } = await reader.read();
      if (done) throw new Error(`ended without "${word}": ${text}`);
      text += value;
    }
  };
  // What is added before the follower looks is not shown: lines are added until one is.
  let count = 0;
  const adding = setInterval(
    () => Deno.writeTextFile(path, `line ${count++}\n`, { append: true }),
    50,
  );
  try {
    await readUntil("line ");
  } finally {
    clearInterval(adding);
  }
  await Deno.rename(path, `${path}.1`);
  await Deno.writeTextFile(path, "after the rotation\n");
  await readUntil("after the rotation");
  child.kill("SIGINT");
  await reader.cancel();
  await child.stderr.cancel();
  assertEquals((await child.status).code, 0);
});

Deno.test("logs and open say so when nothing runs", async () => {
  await using sandbox = await makeSandbox();
  assertEquals((await sandbox.run(["logs"])).code, 3);
  assertEquals((await sandbox.run(["open"])).code, 3);
});

Deno.test("open prints the address where there is no browser", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["start"]);
  const { code, stdout } = await sandbox.run(["open"], {
    env: { DISPLAY: undefined, WAYLAND_DISPLAY: undefined },
  });
  assertEquals(code, 0);
  assertStringIncludes(stdout, `http://localhost:${sandbox.range.first + 1}`);
});

Deno.test("config: an option beats a variable, a variable beats the file", async () => {
  await using sandbox = await makeSandbox();
  const { first } = sandbox.range;
  assertEquals((await sandbox.run(["config", "set", "port", `${first + 3}`])).code, 0);
  assertEquals((await sandbox.run(["config", "get", "port"])).stdout, `${first + 3}\n`);
  const portOf = async (args: string[], env: Record<string, string> = {}) => {
    const { stdout } = await sandbox.run(["start", "--json", ...args], { env });
    await sandbox.run(["stop"]);
    return JSON.parse(stdout).server.port;
  };
  assertEquals(await portOf([]), first + 3);
  const env = { MPM_MONITOR_PORT: `${first + 4}` };
  assertEquals(await portOf([], env), first + 4);
  assertEquals(await portOf(["--port", `${first + 5}`], env), first + 5);
  assertEquals((await sandbox.run(["config", "set", "port", "no"])).code, 2);
  assertEquals((await sandbox.run(["config", "set", "colour", "blue"])).code, 2);
});

Deno.test("doctor --classify adds the class to each line", async () => {
  await using sandbox = await makeSandbox();
  const path = findSharedFixtures("processes.ndjson") ??
    `${REPOSITORY}/tests/fixtures/processes.ndjson`;
  const lines = (await Deno.readTextFile(path)).trim().split("\n").map((line) => JSON.parse(line));
  const stdin = lines.map(({ class: _answer, ...rest }) => JSON.stringify(rest)).join("\n");
  const { code, stdout } = await sandbox.run(["doctor", "--classify", "-"], { stdin });
  assertEquals(code, 0);
  assertEquals(stdout.trim().split("\n").map((line) => JSON.parse(line)), lines);
});

Deno.test("doctor finds what is wrong, and says what to do", async () => {
  await using sandbox = await makeSandbox();
  const { first } = sandbox.range;
  const nothing = await sandbox.run(["doctor"]);
  assertEquals(nothing.code, 0);
  assertStringIncludes(nothing.stdout, "! No server is running\n    mpm-monitor start\n");

  await sandbox.run(["start"]);
  const { stdout } = await sandbox.run(["doctor"], {
    env: { CLAUDE_MPM_SERVER_PORT: `${first}`, CLAUDE_MPM_SOCKETIO_PORT: `${first}` },
  });
  // On a busy machine its answers may be slow, and doctor says so.
  assertMatch(
    stdout,
    new RegExp(
      `✓ The server on port ${first} is healthy|! The server on port ${first} works less well .*: ${BUSY.source}`,
    ),
  );
  assertStringIncludes(stdout, `✓ The dashboard answers at http://localhost:${first + 1}`);
  assertStringIncludes(stdout, `✓ Claude MPM's hooks reach port ${first}`);
  const json = JSON.parse((await sandbox.run(["doctor", "--json"])).stdout);
  const hooks = json.findings.find(({ check }: { check: string }) => check === "hooks");
  assertEquals(hooks.state, "warning");
  assertStringIncludes(hooks.advice, `CLAUDE_MPM_SERVER_PORT=${first}`);
});
