/**
 * Measures how much of the bare machine the monitor leaves: its store against a bare SQLite loop,
 * its server against an empty handler on the same stack, and searches. Ratios within one run count;
 * the figures themselves move with the machine.
 *
 * `deno run -A scripts/bench.ts [--events N]`
 */
import { parseArgs } from "@std/cli/parse-args";
import { fromFileUrl, join } from "@std/path";
import { parseQuery } from "../lib/events/query/mod.ts";
import { openSqliteStore } from "../lib/store/sqlite/mod.ts";
import type { Store } from "../lib/store/store.ts";
import { claimPorts } from "../tests/support/ports.ts";
import { until } from "../tests/support/until.ts";
import { type LoadResult, postLoad } from "./bench/post_load.ts";
import { sampleEvents, sampleHook } from "./bench/sample.ts";
import { SEARCHES } from "./bench/searches.ts";
import { bareLoop } from "./bench/store_floor.ts";

const SECONDS = 4;
const BATCH = 1000;

if (import.meta.main) {
  const { events = "100000" } = parseArgs(Deno.args, { string: ["events"] });
  const folder = await Deno.makeTempDir({ prefix: "monitor-bench-" });
  try {
    await measureHttp(folder);
    await measureStore(folder, Number(events));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function say(what: string, figure: string): void {
  // deno-lint-ignore no-console -- the output of a script
  console.log(`${what.padEnd(52)} ${figure}`);
}

function ratio(value: number, floor: number): string {
  return `${Math.round(value).toLocaleString("en")} of ${
    Math.round(floor).toLocaleString("en")
  } a second: ${(100 * value / floor).toFixed(0)} %`;
}

async function measureHttp(folder: string): Promise<void> {
  await using ports = await claimPorts(2);
  const [serverPort = 0, floorPort = 0] = ports.ports;
  const script = (name: string) => fromFileUrl(new URL(name, import.meta.url));
  const server = run([
    ...[script("../main.ts"), "start", "--foreground", "--port", String(serverPort)],
    ...["--no-dashboard", "--store", join(folder, "http.db")],
  ], { MPM_MONITOR_HOME: folder });
  const floor = run([script("bench/floor_server.ts"), String(floorPort)], {});
  try {
    await until("the servers", () => Promise.all([serverPort, floorPort].map(isOpen)));
    const single = { contentType: "application/json", connections: 16, seconds: SECONDS };
    const hook = (n: number) => JSON.stringify(sampleHook(n));
    const post = { ...single, path: "/hooks/claude", body: hook };
    await postLoad({ ...post, port: floorPort, seconds: 1 });
    const floorResult = await postLoad({ ...post, port: floorPort });
    await postLoad({ ...post, port: serverPort, seconds: 1, body: (n) => hook(n + 10_000_000) });
    const result = await postLoad({ ...post, port: serverPort });
    say("single posts, stored, against an empty handler", ratio(result.rate, floorResult.rate));
    say("  answers", latency(result));
    const batch = await postLoad({
      ...single,
      path: "/api/events",
      contentType: "application/x-ndjson",
      connections: 4,
      port: serverPort,
      body: (n) =>
        Array.from({ length: BATCH }, (_, k) => hook(20_000_000 + n * BATCH + k)).join("\n"),
    });
    const bare = bareLoop(join(folder, "http-floor.db"), sampleEvents(20_000));
    say("NDJSON by 1000, stored, against a bare SQLite loop", ratio(batch.rate * BATCH, bare));
  } finally {
    for (const child of [server, floor]) {
      child.kill();
      await child.status;
    }
  }
}

function run(args: readonly string[], env: Record<string, string>): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", ...args],
    env,
    stdout: "null",
    stderr: "inherit",
  }).spawn();
}

async function isOpen(port: number): Promise<true> {
  using _connection = await Deno.connect({ hostname: "127.0.0.1", port });
  return true;
}

function latency({ p50, p99 }: LoadResult): string {
  return `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`;
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
