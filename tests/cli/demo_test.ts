import { deadline } from "@std/async/deadline";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { AgentsAnswer, SessionsAnswer } from "../../lib/contract/http.ts";
import type { CanonicalEvent } from "../../lib/events/event.ts";
import { until } from "../support/until.ts";
import { makeSandbox } from "../support/cli.ts";

const FAST = ["demo", "--speed", "1000000", "--seed", "7"];

Deno.test("demo plays an hour into a running server, and again as another run", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["start"]);
  const first = await sandbox.run([...FAST, "--json"]);
  assertEquals(first.code, 0, first.stderr);
  const { events, port } = JSON.parse(first.stdout);
  assert(events > 300);
  const again = await sandbox.run(FAST);
  assertEquals(again.stdout, `Played ${events} events of an hour to port ${port} (seed 7)\n`);

  const health = await (await fetch(`http://localhost:${port}/health`)).json();
  assertEquals(health.events, 2 * events);
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.test(`demo ends its sessions when it is ended: ${signal}`, async () => {
    await using sandbox = await makeSandbox();
    await sandbox.run(["start", "--no-dashboard"]);
    const url = `http://localhost:${sandbox.range.first}`;
    const agents = async (): Promise<AgentsAnswer["agents"]> =>
      (await (await fetch(`${url}/api/agents`)).json()).agents;
    // A minute of the hour in a second, until somebody is in the middle of something.
    const child = sandbox.spawn(["demo", "--speed", "60", "--seed", "7"]);
    await until("a running tool", async () => (await agents()).some(({ tool }) => tool !== null));
    child.kill(signal);
    // Played to its end it would take most of a minute.
    const { code, stdout } = await deadline(child.output(), 10_000);
    assertEquals(code, 0);
    assertMatch(new TextDecoder().decode(stdout), /^Ended after \d+ of \d+ events/);
    const { sessions }: SessionsAnswer = await (await fetch(`${url}/api/sessions`)).json();
    assert(sessions.length > 0 && sessions.every(({ state }) => state === "done"));
    for (const { tool, state } of await agents()) {
      assertEquals(tool, null);
      assert(state === "done" || state === "interrupted", state);
    }
    const found = await (await fetch(`${url}/api/events?q=type:tool&limit=1000`)).json();
    const ended = new Set(
      found.events.filter(({ type }: CanonicalEvent) => type !== "tool.pre")
        .map(({ correlation }: CanonicalEvent) => correlation),
    );
    const open = found.events.filter(({ correlation }: CanonicalEvent) => !ended.has(correlation));
    assertEquals(open, []);
  });
}

Deno.test("demo without a server says how to start one", async () => {
  await using sandbox = await makeSandbox();
  const result = await sandbox.run(["demo"]);
  assertEquals(result.code, 3);
  assertStringIncludes(result.stderr, "mpm-monitor start");
});
