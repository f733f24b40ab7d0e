import { assertEquals } from "@std/assert";
import { makeWorld, type WorldOptions } from "./drive/world.ts";
import { testWithClaude } from "./install/test_with_claude.ts";
import type { ReleaseName } from "./install/releases.ts";
import { isRight, type Moment } from "./judge/moment.ts";
import { momentsTable } from "./judge/table.ts";
import { writePage } from "./judge/write_page.ts";
import { inLanes, LANES, SIDE_BY_SIDE } from "./moments/in_lanes.ts";
import { runScenario } from "./moments/run_scenarios.ts";
import type { Scenario, WorldName } from "./moments/scenario.ts";
import { SCENARIOS } from "./moments/scenarios.ts";
import { IS_LONG, isWanted } from "./moments/wanted.ts";

const WORLDS: readonly {
  readonly name: WorldName;
  readonly release: ReleaseName;
  readonly options: Omit<WorldOptions, "claude">;
  readonly isFor: (scenario: Scenario) => boolean;
}[] = [
  { name: "current", release: "current", options: {}, isFor: () => true },
  {
    name: "hooks only",
    release: "current",
    options: { integrate: [] },
    isFor: ({ hooksOnly = false }) => hooksOnly,
  },
  { name: "older", release: "older", options: {}, isFor: () => true },
];

const judged: Moment[] = [];

for (const { name, release, options, isFor } of WORLDS) {
  const scenarios = SCENARIOS.filter((scenario) =>
    isFor(scenario) && (scenario.releases?.includes(release) ?? true) && isWanted(scenario, name)
  );
  if (scenarios.length === 0) continue;
  testWithClaude(release, `the monitor says what is true (${name})`, async (claude, context) => {
    const moments: Moment[] = [];
    const told: string[] = [];
    await inLanes(scenarios, {
      lanes: LANES,
      make: () => makeWorld({ claude, ...options }),
      run: async (scenario, world) => {
        await context.step({
          name: scenario.name,
          ...SIDE_BY_SIDE,
          fn: async () => {
            const found = await runScenario(scenario, {
              world,
              release,
              label: name,
              onMoment: (moment, events) => {
                if (!isRight(moment)) told.push(`${scenario.name}: ${moment.moment}`, ...events);
              },
            });
            moments.push(...found);
            assertEquals(found.filter(isWrong).map(({ moment }) => moment), []);
          },
        });
      },
    });
    judged.push(...moments);
    const lines = [...told, momentsTable(moments), ""];
    await Deno.stderr.write(new TextEncoder().encode(lines.join("\n")));
    if (IS_LONG) await writePage(judged, SCENARIOS.map((scenario) => scenario.name));
  }, SIDE_BY_SIDE);
}

function isWrong(moment: Moment): boolean {
  return !isRight(moment) && moment.exception === null;
}
