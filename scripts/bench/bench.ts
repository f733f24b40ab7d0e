/**
 * Measures how much of the bare machine the monitor leaves: its store against a bare SQLite loop,
 * its server against an empty handler on the same stack, and searches. Ratios within one run count;
 * the figures themselves move with the machine.
 *
 * `deno run -A scripts/bench/bench.ts [--events N] [--only http|store]`
 */
import { parseArgs } from "@std/cli/parse-args";
import { join } from "@std/path/join";
import { parseQuery } from "../../lib/events/query/mod.ts";
import { openSqliteStore } from "../../lib/store/sqlite/sqlite_store.ts";
import type { Store } from "../../lib/store/store.ts";
import type { NewEvent } from "../../lib/events/new_event.ts";
import { until } from "../../tests/support/until.ts";
import { measureHttp } from "./http.ts";
import { median, ratio, say } from "./report.ts";
import { sampleEvents } from "./sample.ts";
import { SEARCHES } from "./searches.ts";
import { BareStore } from "./store_floor.ts";

const BATCH = 1000;
const TURNS = 15;
const EVENTS_A_TURN = 4000;
/** Turns in which the code is still being compiled. */
const WARM_UP = 3;

if (import.meta.main) {
  const { events = "100000", only } = parseArgs(Deno.args, { string: ["events", "only"] });
  const folder = await Deno.makeTempDir({ prefix: "monitor-bench-" });
  try {
    if (only !== "store") await measureHttp(folder);
    if (only !== "http") await measureStore(folder, Number(events));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function measureStore(folder: string, count: number): Promise<void> {
  const events = sampleEvents(count);
  const path = join(folder, "store.db");
  const store = await openSqliteStore({ path });
  const measured = await inTurn(new BareStore(join(folder, "floor.db")), store, events);
  for (let at = measured; at < events.length; at += BATCH) {
    await appendAll(store, events.slice(at, at + BATCH));
  }
  const bytes = events.reduce((sum, { draft }) => sum + JSON.stringify(draft).length, 0);
  const nothing = parseQuery("nosuchword", Date.now());
  await until("the index", async () => !(await store.page({ limit: 1, q: nothing })).more, {
    timeout: 600_000,
  });
  await measureSearch(store);
  const stats = await store.stats();
  say(
    `${stats.events.toLocaleString("en")} events on disk`,
    `${(stats.bytes / bytes).toFixed(2)} times their JSON`,
  );
  await store.close();
}

/** Lets the bare loop and the store write the same events in turn; returns how many. */
async function inTurn(bare: BareStore, store: Store, events: readonly NewEvent[]) {
  const turns: { floor: number; store: number }[] = [];
  let at = 0;
  for (let turn = 0; turn < TURNS && at < events.length; turn++, at += EVENTS_A_TURN) {
    const part = events.slice(at, at + EVENTS_A_TURN);
    const floor = part.length / bare.write(part) * 1000;
    const start = performance.now();
    await appendAll(store, part);
    turns.push({ floor, store: part.length / (performance.now() - start) * 1000 });
  }
  bare.close();
  const warm = turns.slice(WARM_UP);
  const middle = (of: "floor" | "store") => median(warm.map((turn) => turn[of]));
  say(
    "store alone, by 100, against a bare SQLite loop",
    ratio(middle("store"), middle("floor")),
  );
  return at;
}

async function appendAll(store: Store, events: readonly NewEvent[]) {
  const waiting: Promise<unknown>[] = [];
  for (let at = 0; at < events.length; at += 100) {
    waiting.push(store.append(events.slice(at, at + 100)));
    if (waiting.length >= 20) await waiting.shift();
  }
  await Promise.all(waiting);
}

async function measureSearch(store: Store): Promise<void> {
  for (const text of SEARCHES) {
    const q = parseQuery(text, Date.now());
    const times: number[] = [];
    for (let n = 0; n < 20; n++) {
      const start = performance.now();
      await store.page({ limit: 100, q });
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    say(
      `search ${text || "(everything)"}`,
      `p50 ${times[10]?.toFixed(1)} ms, p95 ${times[18]?.toFixed(1)} ms`,
    );
  }
}
