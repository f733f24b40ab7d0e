import { assertEquals } from "@std/assert";
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
