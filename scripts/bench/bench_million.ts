/**
 * Measures a server whose store holds a million events: how long a start takes, how large the
 * store is, and searches through the API, one at a time and with others at the same time.
 *
 * `deno run -A scripts/bench/bench_million.ts [--events N] [--store FILE]`; the file is filled when it
 * is not there, and kept when it is named.
 */
import { parseArgs } from "@std/cli/parse-args";
import { fromFileUrl } from "@std/path/from-file-url";
import { join } from "@std/path/join";
import { claimPorts } from "../../tests/support/ports.ts";
import { until } from "../../tests/support/until.ts";
import { fillStore } from "./sample_store.ts";
import { SEARCHES } from "./searches.ts";
import { quantile, say } from "./report.ts";

const ROUNDS = 20;
const TOGETHER = 3;

if (import.meta.main) {
  const given = parseArgs(Deno.args, { string: ["events", "store"] });
  const folder = await Deno.makeTempDir({ prefix: "monitor-million-" });
  try {
    const path = given.store === undefined ? join(folder, "million.db") : String(given.store);
    if (!await exists(path)) await fill(path, Number(given.events ?? 1_000_000));
    await measure(folder, path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

async function fill(path: string, count: number): Promise<void> {
  const began = performance.now();
  const characters = await fillStore(path, count);
  say(`${count.toLocaleString("en")} events, stored and indexed`, seconds(began));
  const { size } = await Deno.stat(path);
  say("  on disk", `${(size / characters).toFixed(2)} times their JSON`);
}

async function measure(folder: string, path: string): Promise<void> {
  for (let start = 0; start < 3; start++) {
    await using ports = await claimPorts(1);
    const [port = 0] = ports.ports;
    const began = performance.now();
    const server = run(folder, path, port);
    try {
      const get = (query: string) => fetch(`http://localhost:${port}${query}`);
      const health = async () => (await get("/health").catch(() => undefined))?.ok;
      await until("the server", health, { timeout: 120_000 });
      say(start === 0 ? "first start, until it answers" : "start again", seconds(began));
      const sessions = await (await get("/api/sessions")).json();
      say(
        "  all sessions restored and read",
        `${seconds(began)}, ${sessions.sessions.length} of them`,
      );
      if (start === 2) await search(get);
    } finally {
      server.kill();
      await server.status;
    }
  }
}

async function search(get: (query: string) => Promise<Response>): Promise<void> {
  for (const text of SEARCHES) {
    const ask = async () => {
      const began = performance.now();
      await (await get(`/api/events?limit=100&q=${encodeURIComponent(text)}`)).text();
      return performance.now() - began;
    };
    const [alone, together]: [number[], number[]] = [[], []];
    for (let n = 0; n < ROUNDS; n++) {
      alone.push(await ask());
      together.push(...await Promise.all(Array.from({ length: TOGETHER }, ask)));
    }
    say(
      `search ${text || "(everything)"}`,
      `${quantiles(alone)}; ${TOGETHER} at once ${quantiles(together)}`,
    );
  }
}

function run(folder: string, path: string, port: number): Deno.ChildProcess {
  const main = fromFileUrl(new URL("../../main.ts", import.meta.url));
  return new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-q", "-A", main, "start", "--foreground", "--port", String(port)],
      ...["--no-dashboard", "--store", path],
    ],
    env: { MPM_MONITOR_HOME: folder },
    stdout: "null",
    stderr: "inherit",
  }).spawn();
}

function quantiles(times: number[]): string {
  const at = (share: number) => quantile(times, share).toFixed(1);
  return `p50 ${at(0.5)}, p95 ${at(0.95)} ms`;
}

function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(2)} s`;
}
