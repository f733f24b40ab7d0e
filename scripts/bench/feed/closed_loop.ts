import { fromFileUrl } from "@std/path/from-file-url";
import { makeSandbox } from "../../../tests/support/cli.ts";
import { claimPorts } from "../../../tests/support/ports.ts";
import { until } from "../../../tests/support/until.ts";
import { type ClientProcess, startClients } from "./client_process.ts";
import { median } from "../report.ts";
import { postEvents } from "./sender.ts";

/** A load that is as fast as the clients take it. */
export interface ClosedLoop {
  readonly seconds: number;
  readonly clients: number;
  readonly rounds: number;
}

/** So many events are under way at most. */
const WINDOW = 3_000;
/** So many are sent at once. */
const BURST = 500;
const WARM_UP_SECONDS = 1;

/** Where events come from. */
interface Source {
  readonly port: number;
  send(count: number): Promise<void>;
}

/**
 * Measures deliveries a second: of a bare broadcast, of the feed alone, and of a whole server that
 * takes the events in and stores them as well.
 */
export async function measureClosedLoop(
  load: ClosedLoop,
  say: (line: string) => void,
): Promise<void> {
  const rates = { bare: [] as number[], feed: [] as number[], server: [] as number[] };
  for (let round = 0; round < load.rounds; round++) {
    rates.bare.push(await withScript("bare_server.ts", (source) => run(source, "bare", load)));
    rates.feed.push(await withScript("feed_server.ts", (source) => run(source, "raw", load)));
    rates.server.push(await withServer((source) => run(source, "raw", load)));
  }
  const floor = median(rates.bare);
  const tell = (what: string, all: readonly number[]) =>
    say(
      `${what.padEnd(42)} ${Math.round(median(all)).toLocaleString("en")} deliveries/s, ` +
        `${(median(all) / floor).toFixed(1)} times the floor ` +
        `(${all.map((rate) => Math.round(rate / 1000)).join(", ")} thousand)`,
    );
  say(`medians of ${load.rounds}: ${load.clients} clients, events of 600 bytes`);
  tell("bare WebSockets, one frame an event", rates.bare);
  tell("the feed", rates.feed);
  tell("whole server, events by NDJSON, stored", rates.server);
}

async function run(
  source: Source,
  kind: "bare" | "raw",
  { clients: count, seconds }: ClosedLoop,
): Promise<number> {
  let wake = () => {};
  const clients = await startClients(source.port, kind, count, () => wake());
  const progressed = () => new Promise<void>((resolve) => wake = resolve);
  const loop = async (duration: number): Promise<number> => {
    const end = performance.now() + duration * 1000;
    const first = clients.progress;
    const begin = performance.now();
    while (performance.now() < end) {
      if (failure !== undefined) throw failure;
      if (sent - clients.progress > WINDOW - BURST) await progressed();
      else {
        sent += BURST;
        source.send(BURST).catch((error: unknown) => failure ??= error);
      }
    }
    return (clients.progress - first) * count / ((performance.now() - begin) / 1000);
  };
  let failure: unknown;
  let sent = clients.progress;
  await loop(WARM_UP_SECONDS);
  const rate = await loop(seconds);
  await settle(clients, sent);
  await clients.end();
  return rate;
}

/** Nothing may be lost on the way to a good figure. */
async function settle(clients: ClientProcess, sent: number): Promise<void> {
  await until("all deliveries", () => clients.progress >= sent);
}

async function withScript<T>(name: string, use: (source: Source) => Promise<T>): Promise<T> {
  await using ports = await claimPorts(1);
  const port = ports.first;
  const script = fromFileUrl(new URL(name, import.meta.url));
  await using child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", script, String(port)],
    stdin: "piped",
  }).spawn();
  await until("the server", () => Deno.connect({ port }).then((one) => (one.close(), true)));
  const writer = child.stdin.getWriter();
  const encoder = new TextEncoder();
  const result = await use({
    port,
    send: (count) => writer.write(encoder.encode(`${count}\n`)),
  });
  await writer.close();
  return result;
}

async function withServer<T>(use: (source: Source) => Promise<T>): Promise<T> {
  await using sandbox = await makeSandbox();
  const started = await sandbox.run(["start", "--json"]);
  if (started.code !== 0) throw new Error(started.stderr);
  const { server }: { server: { port: number } } = JSON.parse(started.stdout);
  return await use({ port: server.port, send: (count) => postEvents(server.port, count) });
}
