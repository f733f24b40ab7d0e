import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path/join";
import { makeServiceSandbox, serverOtherThan, unitOf, untilUnitIs } from "./service_sandbox.ts";

const LINUX = Deno.build.os === "linux";

Deno.test({
  name: "a service whose settings make no sense gives up, and status and doctor say why",
  ignore: !LINUX,
  async fn() {
    await using service = await makeServiceSandbox();
    const { sandbox, run } = service;
    await run(["service", "install"]);
    await run(["stop"]);
    await service.untilState("the service to stop", ({ phase }) => phase === "stopped");
    const config = join(sandbox.home, "config.json");
    await Deno.writeTextFile(config, "{ broken");
    await service.systemctl("login", await unitOf(service));
    await service.untilState("giving up", ({ phase }) => phase === "gave_up");
    await untilUnitIs(service, "failed");
    assert(!(await service.journal()).includes("restarting after"), "was started again");

    const status = await run(["status"]);
    assertEquals(status.code, 3);
    assertMatch(status.stdout, /State: gave up at .*config\.json.*It is no JSON/);
    const shown = await run(["service", "status", "--json"]);
    assertEquals(shown.code, 1);
    assertEquals(JSON.parse(shown.stdout).state, "gave_up");
    const doctor = await run(["doctor"]);
    assertMatch(doctor.stdout, /✗ The service has given up: .*config\.json/);

    await Deno.remove(config);
    const started = await run(["start"]);
    assertEquals(started.code, 0, started.stderr);
    await service.untilState("the service", ({ phase }) => phase === "watching");
  },
});

Deno.test({
  name: "a server that crashes again and again is given up",
  ignore: !LINUX,
  async fn() {
    await using service = await makeServiceSandbox();
    const { run } = service;
    await run(["service", "install"]);
    let pid: unknown;
    for (let crash = 0; crash < 5; crash++) {
      ({ pid } = await serverOtherThan(service, pid));
      Deno.kill(Number(pid), "SIGKILL");
    }
    await service.untilState("giving up", ({ phase }) => phase === "gave_up");
    const status = await run(["status"]);
    assertMatch(status.stdout, /State: gave up at .*ended by itself/);
    assertEquals((await service.state())["restarts"], 4);
  },
});
