/**
 * Bodies that are meant to stop a server: while each is sent, others are answered. The long form
 * (`MPM_MONITOR_ATTACKS=long`) sends larger ones five times, and looks whether memory comes back.
 */
import { assert, assertEquals } from "@std/assert";
import { setTimeout as sleep } from "node:timers/promises";
import { hostileBodies, type HostileBody } from "./hostile_bodies.ts";
import { until } from "../support/until.ts";
import { isLong } from "./long.ts";
import { type Attacked, startAttacked } from "./start_attacked.ts";
import { type Prober, startProber } from "./start_prober.ts";

const SIZE = isLong ? 31 : 3;
const TIMES = isLong ? 5 : 1;

/**
 * The main thread's work without a break, in ms of processor time: what others wait for at most on
 * a free machine. What was broken took seconds; a machine that is shared works slower.
 */
const MAX_SLICE_MS = isLong ? 100 : 150;

/** MiB that a body may take beyond its own size, with the garbage of three threads. */
const MAX_MORE = 96;

async function send(url: string, body: HostileBody): Promise<number> {
  if (body.path === "websocket") return await sendBySocket(url, body.bytes());
  return body.path === "polling" ? await sendByPolling(url, body.bytes()) : await post(url, body);
}

async function post(url: string, { path, headers, bytes, pieces }: HostileBody): Promise<number> {
  const whole = bytes();
  const body = pieces === undefined ? whole : new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const at = this.at ?? 0;
        if (at >= whole.length) controller.close();
        else controller.enqueue(whole.slice(at, at + pieces));
        this.at = at + pieces;
      },
    } as UnderlyingDefaultSource<Uint8Array> & { at?: number },
  );
  const answer = await fetch(url + path, { method: "POST", headers, body });
  await answer.body?.cancel();
  return answer.status;
}

/** By a socket of its own; resolves with 200 when it is answered, or 400 when it is thrown out. */
async function sendBySocket(url: string, bytes: Uint8Array): Promise<number> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
  try {
    return await new Promise((resolve) => {
      socket.onclose = () => resolve(400);
      socket.onerror = () => resolve(400);
      socket.onmessage = ({ data }: MessageEvent<string>) => {
        if (data.startsWith("0")) socket.send("40");
        if (data.startsWith("40")) socket.send(new TextDecoder().decode(bytes));
        if (data === "2") socket.send("3");
        if (data.startsWith("43")) resolve(200);
      };
    });
  } finally {
    socket.close();
  }
}

/** By polling; resolves when it was taken, and what comes next as well. */
async function sendByPolling(url: string, bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const address = `${url}/socket.io/?EIO=4&transport=polling`;
  const hello = await (await fetch(address)).text();
  const own = `${address}&sid=${JSON.parse(hello.slice(1)).sid}`;
  // What is too large is answered and cut off before its end.
  const ask = async (body: string | Uint8Array<ArrayBuffer>) => {
    const answer = await fetch(own, { method: "POST", body }).catch(() => null);
    await answer?.body?.cancel();
    return answer?.status ?? 413;
  };
  await ask("40");
  const status = await ask(bytes);
  await ask("41");
  await (await fetch(own)).body?.cancel();
  return status;
}

async function attack(
  server: Attacked,
  prober: Prober,
  body: HostileBody,
): Promise<void> {
  // Made beforehand: making it keeps this process from asking.
  const bytes = body.bytes();
  const most = { slice: 0, more: 0 };
  for (let time = 0; time < TIMES; time++) {
    await server.longestSlice();
    const before = await server.memory();
    await server.forgetPeak();
    await prober.longest();
    const status = await send(server.url, { ...body, bytes: () => bytes });
    const [longest = 0, floor = 0] = await prober.longest();
    const slice = await server.longestSlice();
    const own = bytes.length / 1024 / 1024;
    const more = await server.peak() - before - own;
    await tell(
      `${body.name}: ${status}, ${own.toFixed(1)} MiB, main thread ${slice.toFixed(0)} ms, ` +
        `longest answer ${longest.toFixed(0)} ms (an idle server: ${floor.toFixed(0)}), ` +
        `memory ${before.toFixed(0)} MiB and at most ${more.toFixed(0)} MiB beyond its own size`,
    );
    assert([200, 204, 400, 404, 411, 413].includes(status), `${body.name}: ${status}`);
    most.slice = Math.max(most.slice, slice);
    most.more = Math.max(most.more, more);
  }
  assert(most.slice < MAX_SLICE_MS, `${body.name}: ${most.slice} ms`);
  if (!isLong) return;
  assert(most.more < MAX_MORE, `${body.name}: ${most.more} MiB`);
}

/** A server that has done some of its work has loaded and compiled what it needs for that. */
async function warmUp(url: string): Promise<void> {
  for (let n = 0; n < 100; n++) {
    const body = JSON.stringify({ type: "a.b", data: { n } });
    await (await fetch(`${url}/api/events`, { method: "POST", body })).body?.cancel();
  }
}

async function tell(line: string): Promise<void> {
  await Deno.stderr.write(new TextEncoder().encode(`${line}\n`));
}

const options = { ignore: Deno.build.os !== "linux" };

const bodies = hostileBodies(SIZE);
for (const group of isLong ? bodies.map((body) => [body]) : [bodies]) {
  const name = isLong ? `: ${group[0]?.name}` : "";
  Deno.test(`no body keeps others waiting${name}`, options, async () => {
    await using server = await startAttacked();
    await using idle = await startAttacked();
    await warmUp(server.url);
    const start = await server.memory();
    await using prober = startProber([server.url, idle.url]);
    for (const body of group) await attack(server, prober, body);
    if (!isLong) return;
    let now = 0;
    await until(
      `memory to be back below ${(start + 20).toFixed(0)} MiB`,
      async () => {
        now = await server.memory();
        return now < start + 20;
      },
      { timeout: 60_000, interval: 500 },
    ).finally(() => tell(`memory ${start.toFixed(0)} MiB before and ${now.toFixed(0)} after`));
  });
}

Deno.test("eight gzip bombs at once take the memory of one", options, async () => {
  await using server = await startAttacked();
  await using idle = await startAttacked();
  await using prober = startProber([server.url, idle.url]);
  const start = await server.memory();
  const [bomb] = hostileBodies(31);
  assert(bomb !== undefined);
  const bytes = bomb.bytes();
  let most = 0;
  await prober.longest();
  const statuses = Promise.all(
    Array.from({ length: 8 }, () => send(server.url, { ...bomb, bytes: () => bytes })),
  );
  const watching = (async () => {
    let isOver = false;
    statuses.finally(() => void (isOver = true));
    for (; !isOver; await sleep(20)) most = Math.max(most, await server.memory());
  })();
  await watching;
  const [longest = 0, floor = 0] = await prober.longest();
  assertEquals(await statuses, Array.from({ length: 8 }, () => 413));
  const figures = `eight bombs: longest ${longest.toFixed(0)} ms (idle: ${floor.toFixed(0)}), ${
    (most - start).toFixed(0)
  } MiB more\n`;
  await Deno.stderr.write(new TextEncoder().encode(figures));
  assert(most - start < 256, figures);
});
