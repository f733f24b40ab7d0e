import { assertEquals } from "@std/assert";
import { UserError } from "../user_error.ts";
import { type Keeper, type Run, type RunEnd, watchServer } from "./watch.ts";

/** What a made-up server does in its runs, one after the other. */
interface Story {
  /** Ends of its runs; behind them it runs on. An error is a start that fails. */
  readonly runs: readonly (RunEnd<Run> | Error)[];
  /** ms that each run lasts. */
  readonly lasting?: number;
  /** Runs already when the service begins. */
  readonly present?: boolean;
}

/** Plays a story; the service is told to end at the first look behind its last run. */
async function play({ runs, lasting = 100, present = false }: Story) {
  const log: string[] = [];
  let [now, at, pid, isThere] = [0, 0, 1, present];
  const keeper: Keeper<Run> = {
    find: () => Promise.resolve(isThere ? run() : null),
    start(former) {
      const next = runs[at];
      if (next instanceof Error) {
        at++;
        return Promise.reject(next);
      }
      pid++;
      log.push(`start ${pid}${former === null ? "" : ` for ${former.pid}`}`);
      return Promise.resolve(run());
    },
    isGone() {
      now += lasting;
      isThere = false;
      return Promise.resolve(runs[at] !== undefined);
    },
    endOf() {
      const end = runs[at++];
      if (end === undefined || end instanceof Error) throw new Error("It has not ended");
      if (end.kind === "replaced") pid = end.by.pid;
      return Promise.resolve(end);
    },
    stop: ({ pid }) => Promise.resolve(void log.push(`stop ${pid}`)),
  };
  const run = (): Run => ({ port: 8765, pid, instance: `${pid}` });
  const end = await watchServer({
    keeper,
    interval: 1,
    now: () => now,
    pause(ms) {
      if (ms !== 1) log.push(`wait ${ms}`);
      return Promise.resolve(ms === 1 && runs[at] === undefined);
    },
    report(event) {
      if (event.kind === "gave_up") log.push(`gave up: ${event.trouble.message}`);
      else if (event.kind === "watching" && event.restarted) log.push(`brought back`);
      return Promise.resolve();
    },
  });
  return [...log, end];
}

const CRASH: RunEnd<Run> = { kind: "crashed", words: "out of memory" };

Deno.test("watchServer() starts a server, and stops it with the service", async () => {
  assertEquals(await play({ runs: [] }), ["start 2", "stop 2", "stopped"]);
});

Deno.test("watchServer() takes over a server that runs", async () => {
  assertEquals(await play({ runs: [], present: true }), ["stop 1", "stopped"]);
});

Deno.test("watchServer() ends with a server that somebody has stopped", async () => {
  assertEquals(await play({ runs: [{ kind: "stopped" }] }), ["start 2", "stopped"]);
});

Deno.test("watchServer() brings a server back at once, and then ever later", async () => {
  assertEquals(await play({ runs: [CRASH, CRASH, CRASH] }), [
    ...["start 2", "wait 0", "start 3 for 2", "brought back"],
    ...["wait 1000", "start 4 for 3", "brought back"],
    ...["wait 3000", "start 5 for 4", "brought back", "stop 5", "stopped"],
  ]);
});

Deno.test("watchServer() gives up after five crashes in a row, and not after long runs", async () => {
  const crashes = [CRASH, CRASH, CRASH, CRASH, CRASH];
  assertEquals((await play({ runs: crashes })).slice(-2), [
    "gave up: The server on port 8765 ended by itself (process 6)",
    "gave_up",
  ]);
  assertEquals((await play({ runs: [...crashes, CRASH], lasting: 60_000 })).at(-1), "stopped");
});

Deno.test("watchServer() looks after what a restart has put in its place", async () => {
  const by = { port: 8770, pid: 50, instance: "b" };
  assertEquals(await play({ runs: [{ kind: "replaced", by }] }), ["start 2", "stop 50", "stopped"]);
  const crash = await play({ runs: [{ kind: "replaced", by }, CRASH] });
  assertEquals(crash.includes("start 51 for 50"), true);
});

Deno.test("watchServer() gives up at once where no later try could help", async () => {
  const wrong = new UserError("No such setting", { code: "usage" });
  assertEquals(await play({ runs: [wrong] }), ["gave up: No such setting", "gave_up"]);
  const taken = new UserError("Port 8765 is in use", { code: "portInUse" });
  assertEquals(await play({ runs: [taken, taken] }), [
    ...["wait 0", "wait 1000", "start 2", "stop 2", "stopped"],
  ]);
  assertEquals((await play({ runs: Array(5).fill(taken) })).at(-1), "gave_up");
});
