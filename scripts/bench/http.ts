/** What the server makes of its HTTP stack, and whether it ever stands still meanwhile. */
import { fromFileUrl } from "@std/path/from-file-url";
import { join } from "@std/path/join";
import { claimPorts } from "../../tests/support/ports.ts";
import { until } from "../../tests/support/until.ts";
import { BATCH, type Load } from "./load_process.ts";
import type { LoadResult, PacedResult } from "./post_load.ts";
import { median, ratio, say } from "./report.ts";
import { sampleEvents } from "./sample.ts";
import { bareLoop } from "./store_floor.ts";

const ROUNDS = 3;
const SECONDS = 3;
const DASHBOARDS = 10;
/** Some agents that post at the same moment, and many. */
const CONNECTIONS = [16, 64];

const script = (name: string) => fromFileUrl(new URL(name, import.meta.url));

/** Runs floors and server in turn: the load is kept to the first core, the server is not. */
export async function measureHttp(folder: string): Promise<void> {
  await using ports = await claimPorts(3);
  const [serverPort = 0, honoPort = 0, barePort = 0] = ports.ports;
  const stalls = join(folder, "stalls");
  const children = [
    run([
      ...["--preload", script("stall_probe.ts"), script("../../main.ts")],
      ...["start", "--foreground", "--port", String(serverPort)],
      ...["--no-dashboard", "--store", join(folder, "http.db")],
    ], { MPM_MONITOR_HOME: folder, BENCH_STALLS: stalls }),
    run([script("floor_server.ts"), String(honoPort)], {}),
    run([script("floor_server.ts"), String(barePort), "bare"], {}),
  ];
  try {
    await until("the servers", () => Promise.all(ports.ports.map(isOpen)));
    await until("the server's health", () => isHealthy(serverPort));
    // While the index of words has nothing to catch up with, as on a day at work.
    await measurePaced(serverPort);
    for (const connections of CONNECTIONS) {
      await measureSingle({ serverPort, honoPort, barePort, stalls, connections });
    }
    await measureBatches(serverPort, stalls, join(folder, "http-floor.db"));
  } finally {
    for (const child of children) {
      child.kill();
      await child.status;
    }
  }
}

let from = 0;

interface Single {
  readonly serverPort: number;
  readonly honoPort: number;
  readonly barePort: number;
  readonly stalls: string;
  /** Posts that are under way at once. */
  readonly connections: number;
}

async function measureSingle(
  { serverPort, honoPort, barePort, stalls, connections }: Single,
): Promise<void> {
  const posts = async (port: number, seconds = SECONDS): Promise<LoadResult> => {
    from += 1_000_000;
    return await load({ kind: "posts", port, from, seconds, connections });
  };
  for (const port of [honoPort, barePort, serverPort]) await posts(port, 2);
  const rounds: { server: LoadResult; hono: LoadResult; bare: LoadResult }[] = [];
  const stood = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [hono, bare] = [await posts(honoPort), await posts(barePort)];
    const begun = Date.now();
    rounds.push({ hono, bare, server: await posts(serverPort) });
    stood.push(await worstStalls(stalls, begun));
  }
  const rate = (name: "server" | "hono" | "bare") => median(rounds.map((of) => of[name].rate));
  const title = `single posts, ${connections} at once, against Hono's empty handler`;
  say(title, ratio(rate("server"), rate("hono")));
  say("  against node:http's empty handler", ratio(rate("server"), rate("bare")));
  const middle = (name: "p50" | "p99") => median(rounds.map(({ server }) => server[name]));
  say("  answers", `p50 ${middle("p50").toFixed(2)} ms, p99 ${middle("p99").toFixed(2)} ms`);
  sayStalls(stood);
}

async function measureBatches(port: number, stalls: string, floorPath: string): Promise<void> {
  const rounds: { rate: number; bare: number }[] = [];
  const stood = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bare = bareLoop(`${floorPath}${round}`, sampleEvents(20_000));
    from += 10_000_000;
    const begun = Date.now();
    const { rate } = await load<LoadResult>(
      { kind: "batches", port, from, seconds: SECONDS, connections: 4 },
    );
    stood.push(await worstStalls(stalls, begun));
    rounds.push({ rate: rate * BATCH, bare });
  }
  const middle = (name: "rate" | "bare") => median(rounds.map((of) => of[name]));
  say("NDJSON by 1000, stored, against a bare SQLite loop", ratio(middle("rate"), middle("bare")));
  sayStalls(stood);
}

async function measurePaced(port: number): Promise<void> {
  const dashboards = start({ kind: "dashboards", port, count: DASHBOARDS });
  try {
    const reader = dashboards.stdout.getReader();
    if ((await reader.read()).done) throw new Error("The dashboards could not connect");
    reader.releaseLock();
    from += 1_000_000;
    const paced = { kind: "paced", port, from, perSecond: 200 } as const;
    await load({ ...paced, seconds: 2 });
    const result = await load<PacedResult>({ ...paced, from: from + 100_000, seconds: 8 });
    say(
      `hooks at ${Math.round(result.rate)}/s with ${DASHBOARDS} dashboards`,
      `p50 ${result.p50.toFixed(2)} ms, p99 ${result.p99.toFixed(2)} ms; ` +
        `/health p50 ${result.health.toFixed(2)} ms: ${(result.p50 / result.health).toFixed(1)} x`,
    );
  } finally {
    dashboards.kill();
    await dashboards.stdout.cancel();
    await dashboards.status;
  }
}

/** The longest times, in ms, that the event loop stood still within a tenth of a second each. */
async function worstStalls(path: string, since: number): Promise<readonly number[]> {
  const lines = (await Deno.readTextFile(path)).trim().split("\n");
  return lines.map((line): { at: number; worst: number } => JSON.parse(line))
    .filter(({ at }) => at >= since).map(({ worst }) => worst);
}

function sayStalls(rounds: readonly (readonly number[])[]): void {
  const all = rounds.flat();
  const worst = rounds.map((round) => Math.max(...round).toFixed(1)).join(", ");
  const long = all.filter((ms) => ms > 10).length;
  say(
    "  event loop",
    `worst stall a round ${worst} ms; over 10 ms in ${long} of ${all.length} tenths`,
  );
}

function start(load: Load): Deno.ChildProcess & { stdout: ReadableStream } {
  const args = ["run", "-q", "-A", script("load_process.ts"), JSON.stringify(load)];
  const pinned = Deno.build.os === "linux";
  return new Deno.Command(pinned ? "taskset" : Deno.execPath(), {
    args: pinned ? ["-c", "0", Deno.execPath(), ...args] : args,
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

async function load<Result extends object>(load: Load): Promise<Result> {
  const child = start(load);
  const text = await new Response(child.stdout).text();
  await child.status;
  return JSON.parse(text);
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

async function isHealthy(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/health`);
  await answer.body?.cancel();
  return answer.ok;
}
