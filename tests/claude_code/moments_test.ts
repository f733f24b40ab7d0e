import { assertEquals } from "@std/assert";
import { makeWorld, type WorldOptions } from "./drive/world.ts";
import { testWithClaude } from "./install/test_with_claude.ts";
import type { ReleaseName } from "./install/releases.ts";
import { isRight, type Moment } from "./judge/moment.ts";
import { momentsTable } from "./judge/table.ts";
import { runScenario } from "./moments/run_scenarios.ts";
import type { Scenario, WorldName } from "./moments/scenario.ts";
import { SCENARIOS } from "./moments/scenarios.ts";

/** `all` for all scenarios, or a part of the names of those that are wanted. */
const wanted = Deno.env.get("MPM_MONITOR_TEST_CLAUDE") ?? "";

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

for (const { name, release, options, isFor } of WORLDS) {
  const scenarios = SCENARIOS.filter((scenario) =>
    isFor(scenario) && (scenario.releases?.includes(release) ?? true) && isWanted(scenario, name)
  );
  if (scenarios.length === 0) continue;
  testWithClaude(release, `the monitor says what is true (${name})`, async (claude, context) => {
    await using world = await makeWorld({ claude, ...options });
    const moments: Moment[] = [];
    const told: string[] = [];
    for (const scenario of scenarios) {
      await context.step(scenario.name, async () => {
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
      });
    }
    const lines = [...told, momentsTable(moments), ""];
    await Deno.stderr.write(new TextEncoder().encode(lines.join("\n")));
  });
}

function isWanted(scenario: Scenario, world: WorldName): boolean {
  if (wanted === "") return scenario.short?.includes(world) ?? false;
  return wanted === "all" || scenario.name.includes(wanted);
}

function isWrong(moment: Moment): boolean {
  return !isRight(moment) && moment.exception === null;
}
