import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { makeTempHome } from "../../../tests/support/home.ts";
import { UserError } from "../../user_error.ts";
import { ANSWER, RECORD } from "../_samples.ts";
import { statePaths } from "../home/paths.ts";
import type { Instance } from "../inspect.ts";
import { Handover } from "./handover.ts";
import type { StopOptions } from "../stop.ts";
import type { LaunchOptions } from "./launch.ts";
import type { ServePlan } from "./launch_order.ts";

const FAILURE = new UserError("Port 9000 is already in use by another process", {
  code: "portInUse",
});

/** A handover to port 9000 in which nothing is really started or ended. */
async function makeHandover(
  home: string,
  relaunch?: (options: LaunchOptions) => void,
  { state = "healthy", force = false, stopped = () => {} }: {
    readonly state?: Instance["state"];
    readonly force?: boolean;
    readonly stopped?: (options: StopOptions) => void;
  } = {},
) {
  const paths = statePaths(() => home);
  for (const folder of [paths.stores, paths.instances]) {
    await Deno.mkdir(folder, { recursive: true });
  }
  const record = { ...RECORD, token: "token", store: `${paths.stores}/8765.db` };
  const old: Instance = { path: "x", record, state, health: ANSWER };
  const plan: ServePlan = {
    home,
    instance: "two",
    secret: "secret",
    token: "token",
    mode: "background",
    options: { host: "localhost", port: 9000 },
    ports: [9000],
    dashboardPorts: [8766],
    dashboardOptional: true,
    predecessor: [8765, 8766],
  };
  return new Handover(old, {
    paths,
    plan,
    force,
    note: () => {},
    stop: (_instance, options) => {
      stopped(options);
      return Promise.resolve({ record, clients: 3, how: "graceful" });
    },
    relaunch: (options) => {
      relaunch?.(options);
      const { secret: _secret, token: _token, ...facts } = record;
      return Promise.resolve({ ...facts, pid: 99 });
    },
  });
}

Deno.test("Handover leaves the old server alone until it is told to end it", async () => {
  await using temp = await makeTempHome();
  const handover = await makeHandover(temp.path);
  const error = await handover.undo(FAILURE);
  assert(error instanceof UserError);
  assertEquals(error.reason, "the server on port 8765 goes on as it was");
});

Deno.test("Handover brings back server, store and last options", async () => {
  await using temp = await makeTempHome();
  const launched: LaunchOptions[] = [];
  const handover = await makeHandover(temp.path, (options) => {
    launched.push(options);
    Deno.writeTextFileSync(`${temp.path}/last_options.json`, "changed");
  });
  const { stores, lastOptions } = statePaths(() => temp.path);
  await Deno.writeTextFile(`${stores}/8765.db`, "old");
  await Deno.writeTextFile(`${stores}/9000.db`, "another");
  await Deno.writeTextFile(lastOptions, "kept");
  await handover.endOld(9000);
  assertEquals(await Deno.readTextFile(`${stores}/9000.db`), "old");

  const error = await handover.undo(FAILURE);
  assert(error instanceof UserError);
  assertEquals(error.code, "portInUse");
  assertStringIncludes(error.reason ?? "", "the server on port 8765 is back as it was (PID 99)");
  assertEquals(await Deno.readTextFile(`${stores}/8765.db`), "old");
  assertEquals(await Deno.readTextFile(`${stores}/9000.db`), "another");
  assertEquals(await Deno.readTextFile(lastOptions), "kept");
  const [again] = launched;
  assertEquals(again?.plan.ports, [8765]);
  assertEquals(again?.plan.dashboardPorts, [8766]);
  assertEquals(again?.plan.token, "token");
  assertEquals(again?.plan.options, RECORD.options);
});

Deno.test("Handover says so when the old server cannot be brought back", async () => {
  await using temp = await makeTempHome();
  const handover = await makeHandover(temp.path, () => {
    throw new Error("no memory");
  });
  await handover.endOld(8765);
  const error = await handover.undo(FAILURE);
  assert(error instanceof UserError);
  assertEquals(
    error.reason,
    "the old server on port 8765 had ended, and could not be brought back: no memory",
  );
});

Deno.test("Handover kills the old server only when that was asked for, or it hangs", async () => {
  const cases = [
    ["healthy", false, "no"],
    ["degraded", false, "no"],
    ["healthy", true, "escalate"],
    ["unresponsive", false, "escalate"],
  ] as const;
  for (const [state, force, expected] of cases) {
    await using temp = await makeTempHome();
    const asked: StopOptions["force"][] = [];
    const handover = await makeHandover(temp.path, undefined, {
      state,
      force,
      stopped: (options) => asked.push(options.force),
    });
    await handover.endOld(8765);
    assertEquals([asked, handover.clients], [[expected], 3], `${state}, ${force}`);
  }
});
