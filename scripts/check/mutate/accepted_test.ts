import { assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { REPOSITORY } from "../../../tests/support/shared.ts";
import { ACCEPTED, findOutdated, reasonFor } from "./accepted.ts";
import { findPlaces } from "./places.ts";
import { summarise } from "./summary.ts";

Deno.test("each reason for a place that no test holds is about code that is still there", async () => {
  const paths = new Set(ACCEPTED.map(({ path }) => path));
  const places = await Promise.all(
    [...paths].map(async (path) =>
      findPlaces(path, await Deno.readTextFile(join(REPOSITORY, path)))
    ),
  );
  assertEquals(findOutdated(places.flat()), []);
});

Deno.test("summarise() counts, and is content only when each place is killed or has its reason", () => {
  const chosen = findPlaces("lib/a.ts", "function f() { g(); h(); }");
  const [g, h] = chosen;
  if (g === undefined || h === undefined) throw new Error("No places");
  const outcomes = new Map([[g.id, "killed"], [h.id, "alive"]] as const);
  const get = (id: string) => {
    const place = chosen.find((each) => each.id === id);
    const outcome = outcomes.get(id);
    return place === undefined || outcome === undefined
      ? undefined
      : { ...place, outcome, tests: 1, ms: 1 };
  };
  const { lines, ok } = summarise({ chosen, get, outdated: [] });
  assertEquals(ok, false);
  assertEquals(
    lines.at(-1),
    "2 of 2 tried: 1 killed (0 by the time limit), 1 alive (50.0 %), 1 of them without a reason",
  );
  const accepted = [{
    path: "lib/a.ts",
    operator: h.operator,
    inside: "f",
    before: "h();",
    reason: "R",
  }];
  assertEquals(reasonFor(h, accepted), "R");
  assertEquals(reasonFor(g, accepted), undefined);
  assertEquals(findOutdated(chosen, accepted), []);
  assertEquals(findOutdated([g], accepted), accepted);
  assertEquals(summarise({ chosen: [g], get, outdated: [] }).ok, true);
  assertEquals(summarise({ chosen: [g], get, outdated: accepted }).ok, false);
});
