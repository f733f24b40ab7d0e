import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { makeSandbox } from "../support/cli.ts";
import { testOnSmallDisk } from "./small_disk.ts";
import { until } from "../support/until.ts";

/** A body that takes some room. */
const ROOM = "x".repeat(20_000);

/** Posts events until so many in a row were refused; the marks of those that were acknowledged. */
async function fill(port: number, name: string): Promise<string[]> {
  const acknowledged: string[] = [];
  for (let n = 0, refused = 0; refused < 5; n++) {
    const mark = `${name}-${n}-`;
    const body = JSON.stringify({ type: "fill", mark, room: ROOM + Math.random() });
    const answer = await fetch(`http://127.0.0.1:${port}/api/events`, { method: "POST", body });
    await answer.body?.cancel();
    assert([204, 503].includes(answer.status), `${answer.status}`);
    if (answer.status === 204) acknowledged.push(mark);
    refused = answer.status === 204 ? 0 : refused + 1;
  }
  return acknowledged;
}

async function marksIn(port: number): Promise<Set<string>> {
  const marks = new Set<string>();
  for (let after = 0, more = true; more;) {
    const url = `http://127.0.0.1:${port}/api/events?after=${after}&limit=200&q=type:fill`;
    const page = await (await fetch(url)).json();
    for (const { data } of page.events) marks.add(data.mark);
    ({ last: after, more } = page);
  }
  return marks;
}

/** Room for the store and the filler, in MB. */
const DISK = 96;
/** What the first filler leaves: the store, its log and what it moves between them take some four
 * times as much, so that the second filler always finds room to take away. */
const LEFT = 14;

testOnSmallDisk("a full disk refuses, says so, and loses nothing", DISK, async (disk) => {
  await using sandbox = await makeSandbox({ under: disk.under });
  const { range: { first } } = sandbox;
  const env = { MPM_MONITOR_HOME: `${disk.path}/state` };
  const run = (...args: string[]) => sandbox.run(args, { env });
  try {
    assertEquals((await run("start")).code, 0);
    await disk.shell(`dd if=/dev/zero of=${disk.path}/filler bs=1M count=${DISK - LEFT} 2>&1`);
    const acknowledged = await fill(first, "one");
    assert(acknowledged.length > 10, `${acknowledged.length} before it was full`);
    await until("the reason", async () => {
      const { degraded } = await (await fetch(`http://127.0.0.1:${first}/health`)).json();
      return degraded.some((text: string) => /full|no space/i.test(text));
    });
    assertMatch((await run("status")).stdout, /Degraded/);
    const log = await Deno.readTextFile(`${disk.outside}/state/logs/${first}.log`);
    assert(log.split("\n").length < 60, `${log.split("\n").length} lines of log`);

    await disk.shell(`rm ${disk.path}/filler`);
    await until("it to take events again", async () => {
      const body = JSON.stringify({ type: "fill", mark: "again" });
      const answer = await fetch(`http://127.0.0.1:${first}/api/events`, { method: "POST", body });
      await answer.body?.cancel();
      return answer.status === 204;
    });
    const stored = await marksIn(first);
    assertEquals(acknowledged.filter((mark) => !stored.has(mark)), []);

    // Killed while it is full: the next start has what was acknowledged.
    await disk.shell(`dd if=/dev/zero of=${disk.path}/filler bs=64k 2>&1 || true`);
    acknowledged.push(...await fill(first, "two"));
    const { pid } = await (await fetch(`http://127.0.0.1:${first}/health`)).json();
    Deno.kill(pid, "SIGKILL");
    await until("its end", async () => (await run("status")).code === 3);
    await disk.shell(`rm ${disk.path}/filler`);
    const started = await run("start");
    assertEquals(started.code, 0, started.stderr);
    const after = await marksIn(first);
    assertEquals(acknowledged.filter((mark) => !after.has(mark)), []);
  } finally {
    await run("stop", "--force");
  }
});

testOnSmallDisk(
  "a disk that takes no writes is told of where a server is started",
  8,
  async (disk) => {
    await using sandbox = await makeSandbox({ under: disk.under });
    const env = { MPM_MONITOR_HOME: `${disk.path}/state` };
    const run = (...args: string[]) => sandbox.run(args, { env });
    await disk.shell(`mkdir -m 700 ${disk.path}/state; mount -o remount,ro ${disk.path}`);
    const readOnly = await run("start");
    assert(readOnly.code !== 0, readOnly.stdout);
    assertMatch(readOnly.stderr, /read-only/i);
    assertEquals((await run("status")).code, 3);
    await disk.shell(`mount -o remount,rw ${disk.path}`);

    await disk.shell(`dd if=/dev/zero of=${disk.path}/filler bs=64k 2>&1 || true`);
    const full = await run("start");
    assert(full.code !== 0, full.stdout);
    assertMatch(full.stderr, /no space|full/i);
    assert(!/\n {4}at /.test(full.stderr), full.stderr);
    await disk.shell(`rm ${disk.path}/filler`);
    const started = await run("start");
    assertEquals(started.code, 0, started.stderr);
    assertStringIncludes((await run("status")).stdout, "Running");
    assertEquals((await run("stop")).code, 0);
  },
);
