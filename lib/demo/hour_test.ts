import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { ingest } from "../ingest/ingest.ts";
import {
  EMPTY_STATE,
  reduce,
  viewLimits,
  viewProjects,
  viewSessions,
  viewUsageBy,
} from "../state/mod.ts";
import { demoHour } from "./hour.ts";

const BEGIN = Date.UTC(2026, 10, 20, 9, 0, 0);
const HOUR = 3_600_000;

function stateAfter(seed: number) {
  let id = 0;
  const events = demoHour({ seed, run: "test", begins: BEGIN }).flatMap(({ at, path, body }) => {
    const parsed = { objects: [body], faults: [] };
    const { events } = ingest(path, "", { received: BEGIN + at, parsed });
    return events.map(({ draft }) => ({ ...draft, id: ++id }));
  });
  return reduce(EMPTY_STATE, events);
}

Deno.test("demoHour() gives the same hour for the same seed, and another for another", () => {
  const options = { seed: 7, run: "a" };
  assertEquals(demoHour(options), demoHour(options));
  assertNotEquals(demoHour(options), demoHour({ seed: 8, run: "a" }));
});

Deno.test("demoHour() gives other ids to another run of the same hour", () => {
  const [first, second] = ["a", "b"].map((run) => demoHour({ seed: 7, run }));
  assertEquals(first?.map((input) => input.at), second?.map((input) => input.at));
  const ids = (inputs = first) => new Set(inputs?.map((input) => input.body["tool_use_id"]));
  assertEquals([...ids()].filter((id) => id !== undefined && ids(second).has(id)), []);
});

Deno.test("demoHour() plays in order, and ends within the hour, whatever the seed", () => {
  for (let seed = 0; seed < 50; seed++) {
    const times = demoHour({ seed, run: "a" }).map((input) => input.at);
    assertEquals(times, times.toSorted((left, right) => left - right));
    assert(times.every((at) => at >= 0 && at < HOUR), `seed ${seed} ends at ${times.at(-1)}`);
  }
});

Deno.test("demoHour() shows five sessions in three projects, and twelve sub-agents", () => {
  const sessions = viewSessions(stateAfter(1), BEGIN + HOUR);
  assertEquals(sessions.length, 5);
  assertEquals(
    viewProjects(sessions).map((project) => project.name).sort(),
    ["atlas", "kiosk", "ledger"],
  );
  const agents = sessions.flatMap((session) => session.agents);
  assertEquals(agents.filter((agent) => agent.depth > 0).length, 12);
  assert(agents.every((agent) => agent.depth === 0 || agent.state === "done"));
});

Deno.test("demoHour() leaves two sessions done, two idle, and one lost in the middle", () => {
  const sessions = viewSessions(stateAfter(1), BEGIN + 2 * HOUR);
  const states = sessions.map((session) => session.state).sort();
  assertEquals(states, ["done", "done", "idle", "idle", "lost"]);
});

Deno.test("demoHour() tells cost, context and tokens of every session", () => {
  for (const { usage } of viewSessions(stateAfter(1), BEGIN + HOUR)) {
    assertEquals(usage.tokens?.from, "telemetry");
    assertEquals(usage.cost_usd?.from, "status line");
    assert((usage.context_percent?.value ?? 0) > 0);
  }
});

Deno.test("demoHour() has limits, a worktree, and cost by model and agent that sums up", () => {
  const state = stateAfter(1);
  const limits = viewLimits(state.limits, BEGIN + HOUR);
  assertEquals(limits.map(({ name }) => name), ["five_hour", "seven_day"]);
  assert(limits.every(({ used_percent }) => used_percent !== null && used_percent < 100));
  const sessions = viewSessions(state, BEGIN + HOUR);
  assertEquals(
    sessions.filter(({ worktree }) => worktree !== null)
      .map(({ worktree, branch, project }) => [worktree, branch, project]),
    [["fast-search", "worktree-fast-search", "/home/kim/kiosk"]],
  );
  const [models, agents] = [["model"], ["agent"]].map((by) =>
    viewUsageBy(state, { by: by as ["model"] }).rows
  );
  assertEquals(models?.length, 3);
  assert((agents?.length ?? 0) > 4);
  assert([...models ?? [], ...agents ?? []].every((row) => row.cost_usd?.from[0] === "telemetry"));
});
