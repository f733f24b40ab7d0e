import { assertEquals } from "@std/assert";
import { Maintenance, type MaintenanceParts } from "./maintenance.ts";
import { DEFAULT_RETENTION } from "./retention.ts";

/** Housework whose time stands still until the test moves it. */
function setUp(given: Partial<MaintenanceParts> = {}) {
  const log: string[] = [];
  const timers: { run: () => void; at: number }[] = [];
  let time = 0;
  let waiting = 0;
  const parts: MaintenanceParts = {
    salvage: () => Promise.resolve(false),
    recall: () => Promise.resolve(false),
    index() {
      waiting = Math.max(0, waiting - 50);
      log.push(`index, ${waiting} wait`);
      return Promise.resolve(waiting);
    },
    retain() {
      log.push("retain");
      return Promise.resolve({ deleted: 0, deletedUpTo: 0, more: false });
    },
    retention: DEFAULT_RETENTION,
    isBusy: () => false,
    deleted: (count) => log.push(`${count} deleted`),
    failed: (error) => log.push(`${error}`),
    clock: {
      elapsed: () => time,
      later(ms, run) {
        const timer = { run, at: time + ms };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), 1);
      },
    },
    ...given,
  };
  const maintenance = new Maintenance(parts);
  const settle = async () => {
    for (let turn = 0; turn < 200; turn++) await Promise.resolve();
  };
  const pass = async (ms: number) => {
    time += ms;
    for (const timer of timers.filter(({ at }) => at <= time)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.run();
    }
    await settle();
  };
  const commit = (count: number) => {
    waiting += count;
    maintenance.committed(count);
  };
  return { maintenance, log, commit, pass, settle, timers };
}

Deno.test("Maintenance waits with few events until nothing was committed for a while", async () => {
  const { log, commit, pass } = setUp();
  commit(3);
  await pass(200);
  commit(3);
  await pass(200);
  assertEquals(log, []);
  await pass(200);
  assertEquals(log, ["index, 0 wait", "retain"]);
});

Deno.test("Maintenance indexes many events at once, step by step", async () => {
  const { log, commit, settle } = setUp();
  commit(500);
  await settle();
  assertEquals(log.filter((line) => line.startsWith("index")).length, 10);
});

Deno.test("Maintenance stands back while commits wait, unless it is far behind", async () => {
  const { log, commit, pass, settle } = setUp({ isBusy: () => true });
  commit(600);
  await settle();
  assertEquals(log, ["retain"]);
  commit(50_000);
  await settle();
  assertEquals(log.at(-1), "index, 50550 wait");
  await pass(10);
  assertEquals(log.at(-1), "index, 50500 wait");
});

Deno.test("Maintenance deletes in steps, and again only after a minute", async () => {
  let left = 3;
  const { maintenance, log, pass, settle } = setUp({
    retain: () => Promise.resolve({ deleted: 200, deletedUpTo: 200, more: --left > 0 }),
  });
  const deletions = async () => {
    maintenance.work();
    await settle();
    return log.filter((line) => line === "200 deleted").length;
  };
  assertEquals(await deletions(), 3);
  await pass(30_000);
  assertEquals(await deletions(), 3);
  await pass(30_000);
  assertEquals(await deletions(), 4);
});

Deno.test("Maintenance recalls what earlier runs stored, before all else and in steps", async () => {
  const more = [true, true, false];
  const { log, maintenance, settle } = setUp({
    recall() {
      log.push("recall");
      return Promise.resolve(more.shift() ?? false);
    },
  });
  maintenance.work();
  await settle();
  assertEquals(log, ["recall", "recall", "recall", "index, 0 wait", "retain"]);
});

Deno.test("Maintenance tells of a step that failed, and ends when it is told", async () => {
  const { maintenance, log, commit, pass, timers } = setUp({
    index: () => Promise.reject(new Error("disk full")),
  });
  commit(1);
  await pass(1000);
  assertEquals(log, ["Error: disk full"]);
  commit(1);
  await maintenance.end();
  assertEquals(timers.length, 0);
});

Deno.test("Maintenance leaves time for commits between its steps, whatever it does", async () => {
  for (const work of ["salvage", "recall"] as const) {
    let steps = 0;
    const { maintenance, pass, settle } = setUp({
      isBusy: () => true,
      [work]: () => Promise.resolve(++steps < 4),
    });
    maintenance.work();
    await settle();
    assertEquals(steps, 1, work);
    await pass(10);
    assertEquals(steps, 2, work);
    const end = maintenance.end();
    await pass(10);
    await end;
    assertEquals(steps, 2, work);
  }
});
