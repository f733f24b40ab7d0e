import { assert, assertEquals, assertStringIncludes } from "@std/assert";
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

Deno.test("demo without a server says how to start one", async () => {
  await using sandbox = await makeSandbox();
  const result = await sandbox.run(["demo"]);
  assertEquals(result.code, 3);
  assertStringIncludes(result.stderr, "mpm-monitor start");
});
