import { assert } from "@std/assert";
import fc from "fast-check";
import { testWithPackages } from "../support/need.ts";
import { STEP, type Step } from "./random_steps.ts";
import { RandomWorld } from "./random_world.ts";

/** Which sequences are played, each by a number of its own: `1-500` is the long run. */
const WANTED = Deno.env.get("MPM_MONITOR_TEST_SEQUENCES");
/** Without a wish, so many that nobody may have played before. */
const FEW = 4;

const SEQUENCE = fc.array(STEP, { minLength: 3, maxLength: 8 });

testWithPackages(
  ["procps"],
  "status tells the truth through random commands, kills, thefts and broken files",
  async () => {
    for (const number of numbers()) {
      const [steps = []] = fc.sample(SEQUENCE, { seed: number, numRuns: 1 });
      try {
        await play(steps);
      } catch (error) {
        throw new Error(
          `MPM_MONITOR_TEST_SEQUENCES=${number} plays this again: ${JSON.stringify(steps)}`,
          { cause: error },
        );
      }
      if (WANTED !== undefined) await tell(`sequence ${number}: ${steps.length} steps held\n`);
    }
  },
);

/** A run that was ended goes on with the number behind the last one that it printed. */
function numbers(): readonly number[] {
  if (WANTED === undefined) {
    const first = Math.floor(Math.random() * 1e9);
    return Array.from({ length: FEW }, (_, index) => first + index);
  }
  const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(WANTED) ?? [];
  assert(first !== undefined, `MPM_MONITOR_TEST_SEQUENCES is a number or FIRST-LAST: ${WANTED}`);
  const count = Number(last ?? first) - Number(first) + 1;
  return Array.from({ length: count }, (_, index) => Number(first) + index);
}

async function play(steps: readonly Step[]): Promise<void> {
  await using world = await RandomWorld.make();
  for (const step of steps) await world.take(step);
  await world.end();
}

async function tell(line: string): Promise<void> {
  await Deno.stderr.write(new TextEncoder().encode(line));
}
