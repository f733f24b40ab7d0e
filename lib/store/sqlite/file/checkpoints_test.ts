import { assertEquals } from "@std/assert";
import { type CheckpointParts, Checkpoints } from "./checkpoints.ts";

/** Checkpoints whose time stands still, and whose pages wait until the test moves them. */
function setUp(given: Partial<CheckpointParts> = {}) {
  const log: string[] = [];
  const timers: (() => void)[] = [];
  const moving: ((log: number, checkpointed?: number) => void)[] = [];
  const checkpoints = new Checkpoints({
    checkpoint: () =>
      new Promise((resolve) => {
        log.push("checkpoint");
        moving.push((log, checkpointed = log) => resolve({ log, checkpointed }));
      }),
    empty() {
      log.push("empty");
      return Promise.resolve(false);
    },
    failed: (error) => log.push(`${error}`),
    clock: {
      later(_ms, run) {
        timers.push(run);
        return () => void timers.splice(timers.indexOf(run), 1);
      },
    },
    ...given,
  });
  const move = async (pages: number, checkpointed?: number) => {
    for (const done of moving.splice(0)) done(pages, checkpointed);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  return { checkpoints, log, timers, move };
}

Deno.test("Checkpoints move many pages at once, and few after a while", async () => {
  const { checkpoints, log, timers, move } = setUp();
  checkpoints.wrote(3999);
  assertEquals([log.length, timers.length], [0, 1]);
  checkpoints.wrote(1);
  assertEquals([log, timers.length], [["checkpoint"], 0]);
  await move(4000);
  checkpoints.wrote(1);
  checkpoints.wrote(1);
  assertEquals(timers.length, 1);
  timers[0]?.();
  await move(2);
  assertEquals(log, ["checkpoint", "checkpoint"]);
  await checkpoints.end();
  assertEquals(timers.length, 0);
});

Deno.test("Checkpoints are tried again, some times, when something was written meanwhile", async () => {
  const { checkpoints, log, timers, move } = setUp();
  checkpoints.wrote(4000);
  for (let n = 0; n < 5; n++) {
    checkpoints.wrote(10);
    await move(4000 + n);
  }
  assertEquals(log, ["checkpoint", "checkpoint", "checkpoint"]);
  assertEquals(timers.length, 1, "what is left comes later");
  timers[0]?.();
  await move(5000);
  assertEquals(log.length, 4, "nothing was written: the log begins anew");
  await checkpoints.end();
});

Deno.test("Checkpoints let commits wait when the log is long", async () => {
  const { checkpoints, log, move } = setUp();
  checkpoints.wrote(4000);
  for (let n = 0; n < 3; n++) {
    checkpoints.wrote(1);
    await move(20_000);
  }
  assertEquals(log.slice(3, 4), ["empty"]);
  log.length = 0;
  checkpoints.wrote(4000);
  for (let n = 0; n < 3; n++) {
    checkpoints.wrote(1);
    await move(25_000, 15_000);
  }
  assertEquals(log, ["checkpoint", "checkpoint", "checkpoint"], "a reader needs the log still");
  await checkpoints.end();
});

Deno.test("Checkpoints tell of one that failed, and go on", async () => {
  let count = 0;
  const { checkpoints, log } = setUp({
    checkpoint: () => Promise.reject(new Error(`disk full ${++count}`)),
  });
  for (let n = 0; n < 2; n++) {
    checkpoints.wrote(4000);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }
  assertEquals(log, ["Error: disk full 1", "Error: disk full 2"]);
  await checkpoints.end();
});
