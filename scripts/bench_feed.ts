/**
 * `deno run -A scripts/bench_feed.ts [--seconds N] [--clients N] [--rate N]`: how fast a server's
 * feed reaches many clients, and what that costs it. The server and the clients are processes of
 * their own.
 */
import { parseArgs } from "@std/cli/parse-args";
import { io } from "socket.io-client";
import type { EventBatch } from "../lib/contract/socket.ts";
import { makeSandbox } from "../tests/support/cli.ts";
import { until } from "../tests/support/until.ts";

interface Load {
  readonly seconds: number;
  readonly clients: number;
  /** Events a second. */
  readonly rate: number;
}

/** What the clients' process tells when it ends. */
interface Heard {
  readonly deliveries: number;
  readonly closed: number;
  readonly p50: number;
  readonly p99: number;
}

const BATCHES_A_SECOND = 100;
const EVENT_BYTES = 600;

if (import.meta.main) {
  const args = parseArgs(Deno.args, { string: ["seconds", "clients", "rate", "listen"] });
  const number = (name: string, otherwise: number) => Number(args[name] ?? otherwise);
  const load = {
    seconds: number("seconds", 20),
    clients: number("clients", 100),
    rate: number("rate", 1_000),
  };
  if (typeof args["listen"] === "string") await listen(args["listen"], load);
  else await measure(load);
}

async function measure(load: Load): Promise<void> {
  await using sandbox = await makeSandbox();
  const started = await sandbox.run(["start", "--json"]);
  if (started.code !== 0) throw new Error(started.stderr);
  const { server }: { server: { pid: number; port: number } } = JSON.parse(started.stdout);
  const { pid, port } = server;
  const url = `http://127.0.0.1:${port}`;
  await using listener = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      import.meta.filename ?? "",
      "--listen",
      url,
      "--clients",
      `${load.clients}`,
    ],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const output = new Response(listener.stdout).text();
  const metrics = async () => await (await fetch(`${url}/api/metrics`)).json();
  await until("all clients", async () => (await metrics()).subscriptions === load.clients);
  await send(url, { ...load, seconds: 2 });
  const before = { cpu: await cpuSeconds(pid), memory: (await metrics()).memory };
  const begin = performance.now();
  const sent = await send(url, load);
  const wall = (performance.now() - begin) / 1000;
  const cpu = await cpuSeconds(pid) - before.cpu;
  const after = await metrics();
  await listener.stdin.close();
  const heard: Heard = JSON.parse(await output);
  await listener.status;
  const lines = [
    `${load.clients} clients, ${(sent / wall).toFixed(0)} events/s for ${wall.toFixed(0)} s`,
    `event to client   p50 ${heard.p50.toFixed(1)} ms, p99 ${heard.p99.toFixed(1)} ms`,
    `deliveries        ${heard.deliveries}, gaps ${after.gaps}, closed ${heard.closed}`,
    `server            ${(100 * cpu / wall).toFixed(0)} % of a core, ` +
    `memory ${megabytes(before.memory)} to ${megabytes(after.memory)} MB`,
  ];
  await Deno.stdout.write(new TextEncoder().encode(`${lines.join("\n")}\n`));
}

/** Sends events at an even rate; returns how many. */
async function send(url: string, { seconds, rate }: Load): Promise<number> {
  const headers = { "content-type": "application/x-ndjson" };
  const each = Math.max(1, Math.round(rate / BATCHES_A_SECOND));
  const begin = performance.now();
  let sent = 0;
  for (let batch = 0; batch < seconds * BATCHES_A_SECOND; batch++) {
    const wait = begin + batch * 1000 / BATCHES_A_SECOND - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const lines = Array.from({ length: each }, () => eventLine()).join("");
    const response = await fetch(`${url}/api/events`, { method: "POST", body: lines, headers });
    await response.body?.cancel();
    sent += each;
  }
  return sent;
}

function eventLine(): string {
  const event = { type: "bench.tick", summary: "A tick", at: clock(), text: "" };
  const room = EVENT_BYTES - JSON.stringify(event).length;
  return `${JSON.stringify({ ...event, text: "x".repeat(Math.max(0, room)) })}\n`;
}

/** The part that runs in the clients' process; it ends with its standard input. */
async function listen(url: string, { clients }: Load): Promise<void> {
  const times: number[] = [];
  let deliveries = 0;
  let closed = 0;
  const sockets = Array.from({ length: clients }, (_, index) => {
    const socket = io(url, {
      transports: ["websocket"],
      forceNew: true,
      query: { client: "dashboard" },
    });
    socket.on("connect", () => socket.emit("subscribe", {}));
    socket.on("disconnect", () => closed++);
    socket.on("events", ({ events }: EventBatch) => {
      deliveries += events.length;
      // One client in ten measures: reading the clock must not become the load.
      if (index % 10 !== 0) return;
      const now = clock();
      for (const { data } of events) {
        const { at } = data as { at?: number };
        if (at !== undefined) times.push(now - at);
      }
    });
    return socket;
  });
  await Deno.stdin.readable.pipeTo(new WritableStream());
  const heard: Heard = { deliveries, closed, ...quantiles(times) };
  for (const socket of sockets) socket.disconnect();
  await Deno.stdout.write(new TextEncoder().encode(JSON.stringify(heard)));
}

function quantiles(times: number[]): { p50: number; p99: number } {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

/** ms since 1970 with fractions, the same for all processes of a machine. */
function clock(): number {
  return performance.timeOrigin + performance.now();
}

async function cpuSeconds(pid: number): Promise<number> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "cputimes=", "-p", `${pid}`] })
    .output();
  return Number(new TextDecoder().decode(stdout));
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
