import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path/join";
import { arePortsFree, claimPorts, isPortFree, untilFree } from "./ports.ts";

Deno.test("claimPorts() gives each of many parallel callers its own free ports", async () => {
  const ranges = await Promise.all(Array.from({ length: 12 }, () => claimPorts(4)));
  try {
    const ports = ranges.flatMap((range) => range.ports);
    assertEquals(new Set(ports).size, 48);
    assert(ports.every((port) => port >= 20_000 && port < 32_000));
    assert(await arePortsFree(ports));
  } finally {
    for (const range of ranges) await range[Symbol.asyncDispose]();
  }
});

Deno.test("claimPorts() tells its range as the command line takes it", async () => {
  await using range = await claimPorts(3);
  assertEquals(range.last, range.first + 2);
  assertEquals(range.text, `${range.first}-${range.last}`);
});

Deno.test("isPortFree() is false while somebody listens", async () => {
  await using range = await claimPorts(1);
  const listener = Deno.listen({ hostname: "127.0.0.1", port: range.first });
  assert(!await isPortFree(range.first));
  listener.close();
  await untilFree(range.first);
});

Deno.test("claimPorts() leaves no claim behind", async () => {
  const folder = Deno.env.get("TMPDIR") ?? "/tmp";
  const claims = join(folder, `mpm-monitor-test-ports-${Deno.uid() ?? "user"}`);
  const range = await claimPorts(1);
  const name = `${(range.first - 20_000) / 24}.claim`;
  assertEquals(await Deno.readTextFile(join(claims, name)), `${Deno.pid}`);
  await range[Symbol.asyncDispose]();
  await assertRejects(() => Deno.stat(join(claims, name)), Deno.errors.NotFound);
});
