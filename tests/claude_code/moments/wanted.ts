import type { Scenario, WorldName } from "./scenario.ts";

/** Names what is wanted: `all`, or a list of parts of names, each maybe behind a world: `older:plan`. */
const WANTED = Deno.env.get("MPM_MONITOR_TEST_CLAUDE") ?? "";

/** Whether everything is wanted, which takes a quarter of an hour. */
export const IS_LONG = WANTED === "all";

/** Whether a scenario is to be played in a world; unless something is named, a few are. */
export function isWanted(scenario: Scenario, world: WorldName): boolean {
  if (WANTED === "") return scenario.short?.includes(world) ?? false;
  return IS_LONG || WANTED.split(",").some((part) => {
    const [name = "", only = world] = part.split(":").reverse();
    return only === world && scenario.name.includes(name);
  });
}
