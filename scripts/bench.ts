/**
 * Measures how much of the bare machine the monitor leaves: its store against a bare SQLite loop,
 * its server against an empty handler on the same stack, and searches. Ratios within one run count;
 * the figures themselves move with the machine.
 *
 * `deno run -A scripts/bench.ts [--events N] [--only http|store]`
 */
import { parseArgs } from "@std/cli/parse-args";
import { join } from "@std/path";
import { parseQuery } from "../lib/events/query/mod.ts";
import { openSqliteStore } from "../lib/store/sqlite/mod.ts";
import type { Store } from "../lib/store/store.ts";
import { until } from "../tests/support/until.ts";
import { measureHttp } from "./bench/http.ts";
import { ratio, say } from "./bench/report.ts";
import { sampleEvents } from "./bench/sample.ts";
import { SEARCHES } from "./bench/searches.ts";
import { bareLoop } from "./bench/store_floor.ts";

const BATCH = 1000;

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
  const some = sampleEvents(20_000);
  const floor = bareLoop(join(folder, "floor.db"), some);
  const path = join(folder, "store.db");
  const store = await openSqliteStore({ path });
  const start = performance.now();
  await appendAll(store, some);
  say(
    "store alone, by 100, against a bare SQLite loop",
    ratio(20_000e3 / (performance.now() - start), floor),
  );
  const events = sampleEvents(count).slice(20_000);
  for (let at = 0; at < events.length; at += BATCH) {
    await appendAll(store, events.slice(at, at + BATCH));
  }
  const bytes = [...some, ...events].reduce(
    (sum, { draft }) => sum + JSON.stringify(draft).length,
    0,
  );
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

async function appendAll(store: Store, events: readonly Parameters<Store["append"]>[0][number][]) {
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
