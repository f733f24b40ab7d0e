import { assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { makeSandbox, type Sandbox } from "../support/cli.ts";
import { testWithPackages } from "../support/need.ts";
import { until } from "../support/until.ts";
import { isLong } from "./long.ts";

const DAYS = isLong ? [40, 400, -40, -400] : [40];
const JUMPS = isLong ? ["+0d", "+40d", "+4000d", "-400d", "+0d"] : ["+0d", "+400d", "+0d"];
const EVENTS = 300;

/** Sends so many events, and has the server look after what is old. */
async function send(sandbox: Sandbox, env: Record<string, string> = {}): Promise<void> {
  const lines = Array.from({ length: EVENTS }, (_, n) => `{"type":"row","n":${n}}\n`).join("");
  const { code, stderr } = await sandbox.run(["send", "-"], { stdin: lines, env });
  assertEquals(code, 0, stderr);
}

async function countRows(port: number): Promise<number> {
  let count = 0;
  for (let after = 0, more = true; more;) {
    const url = `http://127.0.0.1:${port}/api/events?limit=1000&after=${after}&q=type:row`;
    const page = await (await fetch(url)).json();
    count += page.events.length;
    ({ last: after, more } = page);
  }
  return count;
}

for (const days of DAYS) {
  const sign = days > 0 ? "+" : "";
  testWithPackages(
    ["faketime"],
    `a start with a clock ${sign}${days} days off deletes nothing`,
    async () => {
      await using sandbox = await makeSandbox();
      const { range: { first }, run } = sandbox;
      assertEquals((await run(["start"])).code, 0);
      await send(sandbox);
      assertEquals((await run(["stop"])).code, 0);

      const env = await wrongClock(`${sign}${days}d`);
      assertEquals((await run(["start"], { env })).code, 0);
      await send(sandbox, env);
      assertEquals(await countRows(first), 2 * EVENTS);
      assertEquals((await run(["stop"], { env })).code, 0);

      assertEquals((await run(["start"])).code, 0);
      assertEquals(await countRows(first), 2 * EVENTS);
      await send(sandbox);
      assertEquals(await countRows(first), 3 * EVENTS);
    },
  );
}

testWithPackages(
  ["faketime"],
  "a clock that jumps under a running server deletes nothing",
  async () => {
    await using sandbox = await makeSandbox();
    const { range: { first }, folder, run } = sandbox;
    const file = join(folder, "clock");
    await Deno.writeTextFile(file, "+0d\n");
    const { FAKETIME: _fixed, ...env } = await wrongClock("+0d");
    const moving = { ...env, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: "1" };
    assertEquals((await run(["start"], { env: moving })).code, 0);
    let sent = 0;
    for (const jump of JUMPS) {
      await Deno.writeTextFile(file, `${jump}\n`);
      await send(sandbox);
      sent += EVENTS;
      assertEquals(await countRows(first), sent, `after ${jump}`);
    }
    await until("it to be well", async () => (await run(["status"])).code === 0);
    assertEquals((await run(["stop"])).code, 0);
  },
);

/** The variables by which Debian's libfaketime gives a program another time. */
async function wrongClock(offset: string): Promise<Record<string, string>> {
  const args = ["-f", offset, "sh", "-c", 'echo "$LD_PRELOAD"'];
  const { stdout } = await new Deno.Command("faketime", { args }).output();
  return {
    LD_PRELOAD: new TextDecoder().decode(stdout).trim(),
    FAKETIME: offset,
    // The wall clock jumps; the one that timers go by does not.
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    DONT_FAKE_MONOTONIC: "1",
  };
}
