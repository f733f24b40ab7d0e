import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { serversOf } from "../cli/status_json.ts";
import { makeServiceSandbox, serverOtherThan, unitOf, untilUnitIs } from "./service_sandbox.ts";

const LINUX = Deno.build.os === "linux";

async function filesOf(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  } catch {
    return [];
  }
}

Deno.test({
  name: "a service is installed, comes back after a crash and says so, stops, and goes",
  ignore: !LINUX,
  async fn() {
    await using service = await makeServiceSandbox();
    const { sandbox, run } = service;
    const installed = await run(["service", "install"]);
    assertEquals(installed.code, 0, installed.stderr);
    assertMatch(
      installed.stdout,
      /Installed the systemd user unit mpm-monitor-[0-9a-f]{8}\.service/,
    );
    assertEquals((await filesOf(service.unit)).length, 1);
    const first = await serverOtherThan(service);

    Deno.kill(Number(first.pid), "SIGKILL");
    const second = await serverOtherThan(service, first.pid);
    assertEquals([second.port, second.dashboard_port], [first.port, first.dashboard_port]);
    const status = await run(["status"]);
    assertStringIncludes(status.stdout, "Last Run: not by a stop");
    assertStringIncludes(status.stdout, "Brought Back: 1 time");
    assertStringIncludes(
      status.stdout,
      `The server on port ${first.port} ended by itself (process ${first.pid}): Its last words: `,
    );
    const doctor = await run(["doctor"]);
    assertMatch(doctor.stdout, /The service looks after the server on port \d+, .* back once/);
    assertMatch(doctor.stdout, /The last run \(process \d+, started .*\) did not end well/);
    const events = await run(["history", "--all", "type:server.crash"]);
    assertStringIncludes(events.stdout, "did not end well");

    const stopped = await run(["stop"]);
    assertEquals(stopped.code, 0, stopped.stderr);
    await service.untilState("the service to stop", ({ phase }) => phase === "stopped");
    await untilUnitIs(service, "inactive");
    assertEquals(await serversOf(sandbox), []);

    await service.systemctl("login", await unitOf(service));
    const third = await serverOtherThan(service);
    assertEquals(third.port, first.port);

    const removed = await run(["service", "uninstall"]);
    assertEquals(removed.code, 0, removed.stderr);
    assertStringIncludes(removed.stdout, `The server on port ${first.port} was stopped`);
    assertEquals(await serversOf(sandbox), []);
    assertEquals(await filesOf(service.unit), []);
    const left = await filesOf(sandbox.home);
    assertEquals(left.filter((name) => name.startsWith("service")), []);
    const again = await run(["service", "uninstall"]);
    assertEquals([again.code, again.stdout], [0, "No service is installed.\n"]);
  },
});

Deno.test({
  name: "a service takes over a server that runs, follows restarts, and survives its own end",
  ignore: !LINUX,
  async fn() {
    await using service = await makeServiceSandbox();
    const { sandbox, run } = service;
    const port = sandbox.range.first + 2;
    await run(["start", "--port", `${port}`, "--no-dashboard"]);
    const before = await serverOtherThan(service);
    const installed = await run(["service", "install"]);
    assertEquals(installed.code, 0, installed.stderr);
    assertEquals((await serverOtherThan(service)).pid, before.pid);

    const moved = await run(["restart", "--port", `${port + 1}`]);
    assertEquals(moved.code, 0, moved.stderr);
    await service.untilState("the moved server", (state) => state["port"] === port + 1);
    const after = await serverOtherThan(service, before.pid);

    const { pid } = await service.state();
    Deno.kill(Number(pid), "SIGKILL");
    await service.untilState(
      "a new process of the service",
      (state) => state["pid"] !== pid && state["phase"] === "watching",
    );
    assertEquals((await serverOtherThan(service)).pid, after.pid);

    Deno.kill(Number(after.pid), "SIGKILL");
    const back = await serverOtherThan(service, after.pid);
    assertEquals([back.port, back.dashboard_port], [port + 1, null]);

    // Behind a stop, a start has the service look after the server again.
    await run(["stop"]);
    await service.untilState("the service to stop", ({ phase }) => phase === "stopped");
    const started = await run(["start"]);
    assertStringIncludes(started.stderr, "The service looks after it again");
    await service.untilState("the service", ({ phase }) => phase === "watching");
    const present = await run(["start", "--port", `${(await serverOtherThan(service)).port}`]);
    assertStringIncludes(present.stdout, "Server is already running");
  },
});

Deno.test({
  name: "without a service manager, or with a foreign unit, nothing is written",
  ignore: !LINUX,
  async fn() {
    await using service = await makeServiceSandbox();
    const { run, unit, sandbox } = service;
    const dry = await run(["service", "install", "--dry-run"]);
    assertEquals(dry.code, 0, dry.stderr);
    assertStringIncludes(dry.stdout, "ExecStart=");
    assertEquals([await filesOf(unit), await filesOf(sandbox.home)], [[], []]);

    const none = await run(["service", "install"], { env: { PATH: "/nowhere" } });
    assertEquals(none.code, 1);
    assertStringIncludes(none.stderr, "mpm-monitor service run");
    assertEquals([await filesOf(unit), await filesOf(sandbox.home)], [[], []]);

    await Deno.mkdir(unit, { recursive: true });
    const file = join(unit, await unitOf(service));
    await Deno.writeTextFile(file, "[Service]\nExecStart=/bin/true\n");
    for (const action of ["install", "uninstall"]) {
      const refused = await run(["service", action]);
      assertEquals(refused.code, 1);
      assertStringIncludes(refused.stderr, `mpm-monitor has not written ${file}`);
      assertEquals(await Deno.readTextFile(file), "[Service]\nExecStart=/bin/true\n");
    }
    await Deno.remove(file);
    await Deno.symlink("/dev/null", file);
    assertEquals((await run(["service", "install"])).code, 1);
    assertEquals(await Deno.readLink(file), "/dev/null");
  },
});
