/**
 * An hour of hooks, status lines and telemetry, made by hand in the shapes that Claude Code
 * publishes: five sessions in three projects, twelve sub-agents, Escape twice, a crash, questions.
 * Beside each input stands what a person worked out that it changes.
 */
import { assertEquals } from "@std/assert";
import type { CanonicalEvent, JsonObject } from "../../lib/events/event.ts";
import { fromClaudeHook, fromStatusLine } from "../../lib/ingest/adapters.ts";
import { fromOtlp } from "../../lib/ingest/otlp/from_otlp.ts";
import {
  EMPTY_STATE,
  type MonitorState,
  reduce,
  viewProjects,
  viewSessions,
  viewUsageBy,
} from "../../lib/state/mod.ts";
import type { SessionView } from "../../lib/contract/state.ts";

const BEGIN = Date.UTC(2026, 10, 20, 9, 0, 0);
const FIXTURE = new URL("../fixtures/state/hour.ndjson", import.meta.url);

interface Step {
  /** Seconds into the hour. */
  readonly at: number;
  readonly path?: "/hooks/claude" | "/hooks/statusline" | "/v1/logs";
  readonly body?: JsonObject;
  /** New states by session, or by session and agent; `null` for an agent that got its own id. */
  readonly becomes: Readonly<Record<string, string | null>>;
}

const steps: Step[] = (await Deno.readTextFile(FIXTURE)).trim().split("\n")
  .map((line) => JSON.parse(line));

function understand({ at, path, body }: Step, nextId: number): CanonicalEvent[] {
  if (path === undefined || body === undefined) return [];
  const context = { received: BEGIN + at * 1000 };
  const events = path === "/v1/logs"
    ? fromOtlp("logs", body, context)
    : path === "/hooks/claude"
    ? fromClaudeHook(body, context)
    : fromStatusLine(body, context);
  return events.map(({ draft }, index) => ({ ...draft, id: nextId + index }));
}

function tableOf(sessions: readonly SessionView[]): Record<string, string> {
  return Object.fromEntries(sessions.flatMap(({ id, state, agents }) => [
    [id, state],
    ...agents.map((agent) => [`${id}/${agent.id}`, agent.state]),
  ]));
}

function play(upTo = steps.length, onStep?: (step: Step, state: MonitorState) => void) {
  let state = EMPTY_STATE;
  for (const step of steps.slice(0, upTo)) {
    state = reduce(state, understand(step, state.last + 1));
    onStep?.(step, state);
  }
  return state;
}

Deno.test("an hour of input gives the states that a person worked out, at every step", () => {
  const expected: Record<string, string> = {};
  play(steps.length, (step, state) => {
    for (const [name, value] of Object.entries(step.becomes)) {
      if (value === null) delete expected[name];
      else expected[name] = value;
    }
    const now = BEGIN + step.at * 1000;
    assertEquals(tableOf(viewSessions(state, now)), expected, JSON.stringify(step));
  });
});

Deno.test("an hour of input gives every agent its caller", () => {
  const sessions = viewSessions(play(), BEGIN + 3_600_000);
  const agents = sessions.flatMap((session) => session.agents);
  const callers = agents.filter((agent) => agent.parent !== null)
    .map((agent) => [agent.id, agent.parent]).sort();
  assertEquals(callers, [
    ["e1", "main"],
    ["h1", "main"],
    ["k1", "main"],
    ["k2", "main"],
    ["k3", "main"],
    ["k4", "main"],
    ["m1", "main"],
    ["m2", "main"],
    ["r1", "main"],
    ["s1", "main"],
    ["t1", "e1"],
    ["x1", "main"],
  ]);
});

Deno.test("an hour of input gives three projects, and figures with their source", () => {
  const sessions = viewSessions(play(), BEGIN + 3_600_000);
  assertEquals(viewProjects(sessions).map(({ name, sessions }) => [name, sessions]).sort(), [
    ["atlas", 1],
    ["kiosk", 2],
    ["ledger", 2],
  ]);
  const usage = sessions.find(({ id }) => id === "A")?.usage;
  assertEquals(usage?.tokens, { counts: { input: 900, output: 210 }, from: "telemetry" });
  assertEquals(usage?.context_percent, { value: 9, from: "status line" });
});

Deno.test("an hour of input gives what a person summed up, and says what nobody reported", () => {
  const { rows, total } = viewUsageBy(play(), { by: ["project"] });
  assertEquals(
    rows.map(({ project, cost_usd, tokens, unknown }) => [
      project,
      cost_usd,
      tokens?.value ?? null,
      unknown.cost_usd,
    ]),
    [
      // Session D began as we watched: all of its status line's cost is of this hour.
      ["/home/kim/ledger", { value: 0.04, from: ["status line"] }, null, 1],
      // Telemetry and the status line of session A reported the same cent; B reported nothing.
      ["/home/kim/kiosk", { value: 0.01, from: ["telemetry"] }, { input: 900, output: 210 }, 1],
      ["/home/kim/atlas", null, null, 1],
    ],
  );
  assertEquals([total.cost_usd?.value, total.sessions, total.unknown.cost_usd], [0.05, 5, 3]);
});
