import { join } from "@std/path/join";
import { until } from "../../support/until.ts";
import { PATIENCE } from "../drive/patience.ts";
import { type Printing, startPrint } from "../drive/print.ts";
import { type InteractiveSession, openSession } from "../drive/session.ts";
import type { World } from "../drive/world.ts";
import type { ReleaseName } from "../install/releases.ts";
import { makeJudge } from "../judge/judge.ts";
import type { Moment } from "../judge/moment.ts";
import { letGo, type Scenario } from "./scenario.ts";

/** How scenarios are run. */
export interface RunOptions {
  readonly world: World;
  readonly release: ReleaseName;
  /** What stands in the table for the release. */
  readonly label: string;
  /** Is told of each moment at once, with the session's events where it is wrong. */
  readonly onMoment?: (moment: Moment, events: readonly string[]) => void;
}

/**
 * Plays one scenario. Its sessions are closed at its end, and nothing that it did waits for the
 * next one.
 *
 * @throws {Error} when Claude Code does not do what the scenario is about
 */
export async function runScenario(
  scenario: Scenario,
  { world, release, label, onMoment = () => {} }: RunOptions,
): Promise<readonly Moment[]> {
  const judge = makeJudge({ world, release: label, scenario: scenario.name, onMoment });
  const opened: InteractiveSession[] = [];
  const printing: Printing[] = [];
  try {
    await scenario.run({
      world,
      judge,
      release,
      async open(options) {
        const session = await openSession(world, options);
        opened.push(session);
        return session;
      },
      print(prompt, args) {
        const started = startPrint(world, prompt, args);
        printing.push(started);
        return started;
      },
      async asked(script) {
        const isAsked = () => [...world.api.open].some((place) => place.script === script);
        await until(`the model to be asked for ${script}`, isAsked, PATIENCE);
      },
      letGo: (name) => letGo(world, name),
    });
  } finally {
    world.api.gates.reset();
    await letGo(world);
    for (const session of opened) await session.terminal.close();
    for (const { ended, kill } of printing) {
      kill("SIGKILL");
      await ended;
    }
    await Deno.remove(join(world.project, "go"));
  }
  return judge.moments;
}
