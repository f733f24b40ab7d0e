import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { makeSandbox } from "../support/cli.ts";
import { serversOf } from "./status_json.ts";

/** How many servers are started at once; `MPM_MONITOR_TEST_STARTS=30` for the long run. */
const STARTS = Number(Deno.env.get("MPM_MONITOR_TEST_STARTS") ?? 12);

Deno.test("starts at once share out the range, and the rest say who holds it", async () => {
  await using sandbox = await makeSandbox({ ports: Math.floor(STARTS * 0.7) });
  const { range } = sandbox;
  const results = await Promise.all(
    Array.from({ length: STARTS }, () => sandbox.run(["start"], { timeout: 120_000 })),
  );
  const failed = results.filter(({ code }) => code !== 0);
  const servers = await serversOf(sandbox);
  assertEquals(servers.length, results.length - failed.length);
  const held = servers.flatMap(({ port, dashboard_port }) => [port, dashboard_port ?? []].flat());
  assertEquals(held.toSorted(), range.ports, "each port is held once, and none is left");
  assert(failed.length > 0);
  for (const { code, stderr } of failed) {
    assertEquals(code, 4, stderr);
    assertStringIncludes(stderr, `No port free in ${range.text}`);
    for (const port of range.ports) assertStringIncludes(stderr, `  ${port}: `);
  }
});

Deno.test("start --ensure at once ends with one server", async () => {
  await using sandbox = await makeSandbox();
  const results = await Promise.all(
    Array.from({ length: 4 }, () => sandbox.run(["start", "--ensure"])),
  );
  assertEquals(results.map(({ code }) => code), [0, 0, 0, 0]);
  assertEquals((await serversOf(sandbox)).length, 1);
});
