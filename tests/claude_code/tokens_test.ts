import { assertEquals, assertNotEquals } from "@std/assert";
import { join } from "@std/path/join";
import { inLanes, LANES, SIDE_BY_SIDE } from "./moments/in_lanes.ts";
import { IS_LONG } from "./moments/wanted.ts";
import { makeWorld, type World } from "./drive/world.ts";
import { PATIENCE } from "./drive/patience.ts";
import { testWithClaude } from "./install/test_with_claude.ts";
import { COUNTED, COUNTED_SHORT, type CountedSession } from "./tokens/sessions.ts";
import { toldUse, toldUseOfAgents } from "./tokens/told_use.ts";
import { trueUse, trueUseOfAgents } from "./tokens/true_use.ts";
import { until } from "../support/until.ts";

testWithClaude(
  "current",
  "usage is what the model gave out, to the token",
  async (claude, context) => {
    await inLanes(IS_LONG ? COUNTED : COUNTED_SHORT, {
      lanes: LANES,
      make: async () => {
        const world = await makeWorld({ claude });
        await waitForTelemetry(world);
        world.api.gates.open("agent-failed");
        return world;
      },
      run: async ({ name, run }, world) => {
        await context.step({ name, ...SIDE_BY_SIDE, fn: () => count(world, run) });
      },
    });
  },
  SIDE_BY_SIDE,
);

/**
 * At its end Claude Code waits a second for its last telemetry to go out, and then drops it. On a
 * machine with many tests that is not enough.
 */
async function waitForTelemetry({ sandbox }: World): Promise<void> {
  const path = join(sandbox.folder, ".claude", "settings.json");
  const text = await Deno.readTextFile(path);
  const patient = text.replace(
    /(?<name>CLAUDE_CODE_OTEL_SHUTDOWN_TIMEOUT_MS": ")1000"/,
    '$<name>120000"',
  );
  assertNotEquals(patient, text);
  await Deno.writeTextFile(path, patient);
}

async function count(world: World, run: CountedSession["run"]): Promise<void> {
  const { log } = world.api;
  for (const id of await run(world)) {
    const read = async () => ({
      usage: await toldUse(world, id),
      agents: await toldUseOfAgents(world, id),
    });
    const truth = { usage: trueUse(log, id), agents: trueUseOfAgents(log, id) };
    const wanted = JSON.stringify(truth);
    await until("the sums", async () => JSON.stringify(await read()) === wanted, PATIENCE)
      .catch(async () => assertEquals(await read(), truth));
  }
}
