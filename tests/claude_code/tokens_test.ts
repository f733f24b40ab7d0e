import { assertEquals } from "@std/assert";
import { makeWorld } from "./drive/world.ts";
import { PATIENCE } from "./drive/patience.ts";
import { testWithClaude } from "./install/test_with_claude.ts";
import { COUNTED, COUNTED_SHORT } from "./tokens/sessions.ts";
import { toldUse, toldUseOfAgents } from "./tokens/told_use.ts";
import { trueUse, trueUseOfAgents } from "./tokens/true_use.ts";
import { until } from "../support/until.ts";

const isLong = Deno.env.get("MPM_MONITOR_TEST_CLAUDE") === "all";

testWithClaude(
  "current",
  "usage is what the model gave out, to the token",
  async (claude, context) => {
    await using world = await makeWorld({ claude });
    world.api.gates.open("agent-failed");
    for (const { name, run } of isLong ? COUNTED : COUNTED_SHORT) {
      await context.step(name, async () => {
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
      });
    }
  },
);
