import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { readProcessStarts } from "../../lib/ports/process_start.ts";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { isPortFree } from "../support/ports.ts";
import { startFakeProgram } from "./fake_program.ts";
import { serversOf } from "./status_json.ts";

const DEBUG_SCRIPT = "claude-mpm/scripts/debug_feed.ts";

Deno.test("start takes the first port from a Claude MPM debug script, and says so", async () => {
  await using sandbox = await makeSandbox();
  const { first } = sandbox.range;
  await using script = await startFakeProgram(sandbox, DEBUG_SCRIPT, first);
  const { code, stderr } = await sandbox.run(["start"]);
  assertEquals(code, 0, stderr);
  assertMatch(stderr, new RegExp(`^Reclaimed port ${first}: ended .*\\(PID ${script.pid}, `, "m"));
  assertEquals(await script.ended, "SIGTERM");
  assertEquals(await portsOf(sandbox), [first]);
});

Deno.test("start --no-reclaim leaves a debug script alone", async () => {
  await using sandbox = await makeSandbox();
  const { first } = sandbox.range;
  await using _script = await startFakeProgram(sandbox, DEBUG_SCRIPT, first);
  assertEquals((await sandbox.run(["start", "--no-reclaim"])).code, 0);
  assertEquals(await portsOf(sandbox), [first + 1]);
  assertEquals(await isPortFree(first), false);
  const explicit = await sandbox.run(["start", "--no-reclaim", "--port", `${first}`]);
  assertEquals(explicit.code, 4);
  assertStringIncludes(explicit.stderr, "a Claude MPM debug script");
});

for (
  const path of ["shop/tests/test_cart.ts", "claude-mpm/tests/test_feed.ts", "claude-mpm/x.ts"]
) {
  Deno.test(`start spares ${path}`, async () => {
    await using sandbox = await makeSandbox();
    const { first } = sandbox.range;
    await using _program = await startFakeProgram(sandbox, path, first);
    assertEquals((await sandbox.run(["start"])).code, 0);
    assertEquals(await portsOf(sandbox), [first + 1]);
    assertEquals(await isPortFree(first), false);
  });
}

Deno.test("start --dashboard-port takes the port from a debug script, --force or not from others", async () => {
  await using sandbox = await makeSandbox();
  const { first, last } = sandbox.range;
  await using script = await startFakeProgram(sandbox, DEBUG_SCRIPT, last);
  const started = await sandbox.run(["start", "--dashboard-port", `${last}`]);
  assertEquals(started.code, 0, started.stderr);
  assertEquals(await script.ended, "SIGTERM");
  await sandbox.run(["stop"]);

  await using _other = await startFakeProgram(sandbox, "shop/server.ts", last);
  const args = ["start", "--force", "--port", `${first}`, "--dashboard-port", `${last}`];
  const refused = await sandbox.run(args);
  assertEquals(refused.code, 4);
  assertStringIncludes(refused.stderr, `Error: Port ${last} is already in use`);
  assertEquals(await isPortFree(last), false);
  assertEquals(await isPortFree(first), true);
});

Deno.test("start --force ends another program only on a port that was named", async () => {
  await using sandbox = await makeSandbox();
  const { first } = sandbox.range;
  await using program = await startFakeProgram(sandbox, "shop/server.ts", first);
  assertEquals((await sandbox.run(["start", "--force"])).code, 0);
  assertEquals(await portsOf(sandbox), [first + 1]);
  assertEquals(await isPortFree(first), false);

  const { code, stderr } = await sandbox.run(["start", "--force", "--port", `${first}`]);
  assertEquals(code, 0, stderr);
  assertStringIncludes(stderr, `Reclaimed port ${first}: ended`);
  assertEquals(await program.ended, "SIGTERM");
});

Deno.test("start --force refuses to end what it runs under", async () => {
  await using sandbox = await makeSandbox();
  const { first } = sandbox.range;
  using _listener = Deno.listen({ hostname: "127.0.0.1", port: first });
  const { code, stderr } = await sandbox.run(["start", "--force", "--port", `${first}`]);
  assertEquals(code, 4);
  assertStringIncludes(stderr, "not ended, since this command runs under it");
});

Deno.test("start --force on a port of ours replaces the server there", async () => {
  await using sandbox = await makeSandbox();
  const port = `${sandbox.range.first}`;
  await sandbox.run(["start"]);
  const [before] = await serversOf(sandbox);
  const { code, stderr } = await sandbox.run(["start", "--force", "--port", port]);
  assertEquals(code, 0, stderr);
  const servers = await serversOf(sandbox);
  assertEquals(servers.map(({ port }) => port), [before?.port]);
  assertEquals(servers[0]?.pid === before?.pid, false);
});

Deno.test("stop sends nothing to a process that has the PID of a record by chance", async () => {
  await using sandbox = await makeSandbox();
  const { first, last } = sandbox.range;
  await sandbox.run(["start"]);
  const path = `${sandbox.home}/instances/${first}.json`;
  const record = JSON.parse(await Deno.readTextFile(path));
  await sandbox.run(["stop"]);
  await using bystander = await startFakeProgram(sandbox, "shop/server.ts", last);
  await Deno.writeTextFile(path, JSON.stringify({ ...record, pid: bystander.pid }));

  assertEquals((await serversOf(sandbox))[0]?.state, "stale");
  const stopped = await sandbox.run(["stop", "--force"]);
  assertEquals(stopped.code, 0, stopped.stderr);
  assertStringIncludes(stopped.stdout, "had ended already");
  assertEquals(await isPortFree(last), false);
  assertEquals(await serversOf(sandbox), []);
});

Deno.test({
  name: "stop ends no process that a record names but that does not hold the port",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using sandbox = await makeSandbox();
    const { first, last } = sandbox.range;
    await sandbox.run(["start"]);
    const path = `${sandbox.home}/instances/${first}.json`;
    const record = JSON.parse(await Deno.readTextFile(path));
    await sandbox.run(["stop"]);
    await using bystander = await startFakeProgram(sandbox, "shop/server.ts", last);
    const { pid } = bystander;
    const process_start = (await readProcessStarts([pid]))?.get(pid);
    await Deno.writeTextFile(path, JSON.stringify({ ...record, pid, process_start }));

    for (const force of [[], ["--force"]]) {
      const { code, stderr } = await sandbox.run(["stop", "--port", `${first}`, ...force]);
      assertEquals(code, 1, stderr);
      assertStringIncludes(
        stderr,
        `Process ${pid}, which its record names, does not hold the port`,
      );
    }
    assertEquals(await isPortFree(last), false);
    await Deno.remove(path);
  },
});

Deno.test({
  name: "stop waits for a server that has given up its port and is ending by itself",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using sandbox = await makeSandbox();
    const { first } = sandbox.range;
    await sandbox.run(["start"]);
    const path = `${sandbox.home}/instances/${first}.json`;
    const record = JSON.parse(await Deno.readTextFile(path));
    await sandbox.run(["stop"]);
    const ending = new Deno.Command("sleep", { args: ["4"] }).spawn();
    const process_start = (await readProcessStarts([ending.pid]))?.get(ending.pid);
    await Deno.writeTextFile(path, JSON.stringify({ ...record, pid: ending.pid, process_start }));
    const { code, stderr } = await sandbox.run(["stop", "--port", `${first}`]);
    assertEquals([code, stderr], [0, ""]);
    // It ended by itself: nobody sent it a signal.
    assertEquals((await ending.status).code, 0);
  },
});

Deno.test("start names an mpm-monitor of another state folder, and leaves it alone", async () => {
  await using sandbox = await makeSandbox();
  const { first } = sandbox.range;
  const other = { env: { MPM_MONITOR_HOME: `${sandbox.folder}/other` } };
  await sandbox.run(["start"], other);
  try {
    const taken = await sandbox.run(["start", "--port", `${first}`]);
    assertEquals(taken.code, 4);
    assertStringIncludes(taken.stderr, "an mpm-monitor of another state folder");
    assertEquals((await sandbox.run(["stop"])).stdout, "No monitoring server is running.\n");
  } finally {
    assertEquals((await sandbox.run(["stop"], other)).code, 0);
  }
});

for (const which of ["port", "dashboard_port"] as const) {
  Deno.test(`start --force --port ends a server of another state folder by its ${which}`, async () => {
    await using sandbox = await makeSandbox();
    const { first, last } = sandbox.range;
    const other = { env: { MPM_MONITOR_HOME: `${sandbox.folder}/other` } };
    const options = ["--port", `${first}`, "--dashboard-port", `${last}`];
    assertEquals((await sandbox.run(["start", ...options], other)).code, 0);
    const wanted = which === "port" ? first : last;
    try {
      // Force alone names nobody.
      assertEquals(
        (await sandbox.run(["start", "--force", "--dashboard-port", `${last}`])).code,
        4,
      );
      assertEquals((await serversOf(sandbox, other)).length, 1);

      const { code, stderr } = await sandbox.run(["start", "--force", "--port", `${wanted}`]);
      assertEquals(code, 0, stderr);
      assertMatch(
        stderr,
        new RegExp(`^Reclaimed port ${wanted}: .*, an mpm-monitor of another`, "m"),
      );
      assertEquals(await portsOf(sandbox), [wanted]);
      assertEquals(await serversOf(sandbox, other), []);
    } finally {
      await sandbox.run(["stop"], other);
    }
  });
}

async function portsOf(sandbox: Sandbox): Promise<number[]> {
  return (await serversOf(sandbox)).map(({ port }) => port);
}
