import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { makeSandbox } from "../support/cli.ts";
import { until } from "../support/until.ts";

const PAGE = 4096;

Deno.test("damage that is met in use is reported by health, status, doctor, the log and an event", async () => {
  await using sandbox = await makeSandbox();
  const { home, range: { first }, run } = sandbox;
  const rows = Array.from({ length: 3_000 }, (_, n) => {
    return JSON.stringify({ type: "row", n, text: "x".repeat(5_000) }) + "\n";
  }).join("");
  assertEquals((await run(["start"])).code, 0);
  assertEquals((await run(["send", "-"], { stdin: rows })).code, 0);
  // A new process has nothing in memory, and the log of writes is empty.
  assertEquals((await run(["restart"])).code, 0);
  const path = join(home, "stores", `${first}.db`);
  {
    using file = await Deno.open(path, { write: true });
    await file.seek(PAGE * 1_000, Deno.SeekMode.Start);
    await file.write(new Uint8Array(PAGE * 4).fill(0xa5));
  }
  const health = async () => {
    const answer = await fetch(`http://127.0.0.1:${first}/health`);
    const { degraded }: { degraded: string[] } = await answer.json();
    return degraded.find((text) => text.includes("is damaged"));
  };
  await until("a read to meet it", async () => {
    const url = `http://127.0.0.1:${first}/api/events?limit=1000&after=`;
    for (const after of [0, 1_000, 2_000]) await (await fetch(url + after)).body?.cancel();
    return await health();
  }, { timeout: 60_000 });

  const status = await run(["status"]);
  assertMatch(status.stdout, /Degraded: .*The event store is damaged \(found /);
  assertStringIncludes((await run(["doctor"])).stdout, "is damaged");
  const log = await Deno.readTextFile(join(home, "logs", `${first}.log`));
  assertStringIncludes(log, "Trouble: The event store is damaged");
  await until("its event", async () => {
    const events = await fetch(`http://127.0.0.1:${first}/api/events?limit=5&before=999999`);
    return (await events.text()).includes("The event store is damaged");
  });

  const restarted = await run(["restart"]);
  assertEquals(restarted.code, 0, restarted.stderr);
  await until("what can be read to be saved", async () => {
    const { stdout } = await run(["status"]);
    return /events were saved into a new one/.test(stdout);
  }, { timeout: 60_000, interval: 500 });
  const answer = await fetch(`http://127.0.0.1:${first}/api/events?limit=1000`);
  assertEquals(answer.status, 200);
  await answer.body?.cancel();
});
