import { makeSandbox, type Sandbox } from "../../../tests/support/cli.ts";
import { startClients } from "./client_process.ts";
import { median } from "../report.ts";
import { costOf, memoryOf, slopeAnHour } from "./figures.ts";
import { sendEvenly } from "./sender.ts";

/** A load at an even rate. */
export interface FanOut {
  readonly seconds: number;
  readonly clients: number;
  /** Events a second. */
  readonly rate: number;
  /** Runs with and without clients. */
  readonly rounds: number;
  /** So many of the clients are real Socket.IO clients that measure; the rest only counts. */
  readonly real: number;
}

interface Round {
  /** Shares of a core. */
  readonly all: number;
  readonly main: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const WARM_UP_SECONDS = 2;
const SAMPLE_MS = 10_000;

/** Measures a server under an even load, in turns without and with clients. */
export async function measureFanOut(load: FanOut, say: (line: string) => void): Promise<void> {
  await using sandbox = await makeSandbox();
  const server = await start(sandbox);
  await sendEvenly({ ...server, ...load, seconds: WARM_UP_SECONDS });
  const alone: Round[] = [];
  const heard: Round[] = [];
  for (let round = 0; round < load.rounds; round++) {
    alone.push(await runRound(server, { ...load, clients: 0 }, say));
    heard.push(await runRound(server, load, say));
  }
  const of = (rounds: readonly Round[], name: keyof Round) => median(rounds.map((r) => r[name]));
  const feed = of(heard, "all") - of(alone, "all");
  say(`medians of ${load.rounds}: ${load.clients} clients, ${load.rate} events/s of 600 bytes`);
  say(`  event to client    p50 ${ms(of(heard, "p50"))}, p99 ${ms(of(heard, "p99"))}`);
  say(`  the feed           ${percent(feed)} of a core`);
  say(
    `  whole server       ${percent(of(heard, "all"))}, without clients ${
      percent(of(alone, "all"))
    }`,
  );
}

/** Watches a server's memory under an even load, with clients all the time. */
export async function measureSoak(load: FanOut, say: (line: string) => void): Promise<void> {
  await using sandbox = await makeSandbox();
  await runRound(await start(sandbox), load, say);
}

async function start(sandbox: Sandbox): Promise<{ pid: number; port: number }> {
  const started = await sandbox.run(["start", "--json"]);
  if (started.code !== 0) throw new Error(started.stderr);
  const { server }: { server: { pid: number; port: number } } = JSON.parse(started.stdout);
  return server;
}

async function runRound(
  { pid, port }: { pid: number; port: number },
  load: FanOut,
  say: (line: string) => void,
): Promise<Round> {
  const real = Math.min(load.real, load.clients);
  const counting = load.clients - real;
  const raw = counting > 0 ? await startClients(port, "raw", counting) : null;
  const measuring = real > 0 ? await startClients(port, "real", real) : null;
  if (load.clients > 0) await sendEvenly({ ...load, port, seconds: WARM_UP_SECONDS });
  const before = await costOf(pid);
  const begin = performance.now();
  const samples: { at: number; rss: number; heap: number }[] = [];
  const sample = async () => {
    const metrics = await (await fetch(`http://127.0.0.1:${port}/api/metrics`)).json();
    samples.push({ at: performance.now(), rss: await memoryOf(pid), heap: metrics.heap });
  };
  await sample();
  const timer = setInterval(() => void sample(), SAMPLE_MS);
  const sent = await sendEvenly({ ...load, port });
  clearInterval(timer);
  await sample();
  const wall = (performance.now() - begin) / 1000;
  const after = await costOf(pid);
  const heard = await measuring?.end() ?? null;
  await raw?.end();
  const round = {
    all: (after.all - before.all) / wall,
    main: (after.main - before.main) / wall,
    p50: heard?.p50 ?? 0,
    p99: heard?.p99 ?? 0,
    max: heard?.max ?? 0,
  };
  say(
    `${load.clients} clients, ${(sent / wall).toFixed(0)} events/s for ${wall.toFixed(0)} s: ` +
      `server ${percent(round.all)} of a core (main thread ${percent(round.main)})` +
      (heard === null ? "" : `; event to client p50 ${ms(heard.p50)}, p99 ${ms(heard.p99)}, ` +
        `max ${
          ms(heard.max)
        }; wrong ids ${heard.wrong}, gaps ${heard.gaps}, closed ${heard.closed}`),
  );
  say(`  memory ${growth(samples, "rss")}; heap ${growth(samples, "heap")}`);
  return round;
}

function growth(
  samples: readonly { at: number; rss: number; heap: number }[],
  name: "rss" | "heap",
): string {
  const values = samples.map((sample) => ({ at: sample.at, value: sample[name] }));
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
  const range = `${megabytes(values[0]?.value ?? 0)} to ${megabytes(values.at(-1)?.value ?? 0)} MB`;
  if (values.length < 6) return range;
  // The first quarter is warming up.
  const settled = values.slice(Math.floor(values.length / 4));
  const slope = slopeAnHour(settled) / 6;
  return `${range} (${values.map(({ value }) => megabytes(value)).join(" ")}), ` +
    `${megabytes(slope)} MB in ten minutes after the first quarter`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
