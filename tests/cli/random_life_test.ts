import fc from "fast-check";
import { testWithPackages } from "../support/need.ts";
import { STEP, type Step } from "./random_steps.ts";
import { RandomWorld } from "./random_world.ts";

/** How many random sequences are played; `MPM_MONITOR_TEST_SEQUENCES=500` for the long run. */
const SEQUENCES = Number(Deno.env.get("MPM_MONITOR_TEST_SEQUENCES") ?? 4);

/** Plays the same sequences again; fast-check tells it when one fails. */
const SEED = Number(Deno.env.get("MPM_MONITOR_TEST_SEED") ?? Date.now());

testWithPackages(
  ["procps"],
  "status tells the truth through random commands, kills, thefts and broken files",
  async () => {
    const sequence = fc.array(STEP, { minLength: 3, maxLength: 8 });
    await fc.assert(fc.asyncProperty(sequence, play), {
      numRuns: SEQUENCES,
      seed: SEED,
      endOnFailure: true,
    });
  },
);

async function play(steps: readonly Step[]): Promise<void> {
  await using world = await RandomWorld.make();
  for (const step of steps) await world.take(step);
  await world.end();
}
