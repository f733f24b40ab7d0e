/**
 * What one client that stops reading costs a server in a process of its own, against the same load
 * without such a client.
 *
 * `STALL_SECONDS=60 deno test -A tests/server/feed_stall_test.ts` for a minute at 1,000 events a
 * second: only over such a time do memory and delays tell more than chance. The short version sends
 * fewer and larger events, so as to fill the system's buffers too, and counts what waits.
 */
import { assert, assertEquals, assertLess } from "@std/assert";
import type { ClientsAnswer } from "../../lib/contract/http.ts";
import type { EventBatch, GapNotice } from "../../lib/contract/socket.ts";
import { makeSandbox } from "../support/cli.ts";
import { connectFeedClient } from "../support/wire/feed_client.ts";
import { connectStallingClient, type StallingClient } from "../support/wire/stalling_client.ts";
import { until } from "../support/until.ts";

const LONG = Deno.env.get("STALL_SECONDS");
const LOAD = LONG === undefined
  ? { seconds: 4, rate: 500, bytes: 20_000 }
  : { seconds: Number(LONG), rate: 1_000, bytes: 600 };
const WARM_UP_SECONDS = LONG === undefined ? 2 : 10;
const BATCHES_A_SECOND = 50;
const MAX_GROWTH = 20_000_000;
/** 64, the one that was one too many, and a ping. */
const MAX_PACKETS = 66;

interface Figures {
  /** Bytes by which the server's memory grew at most. */
  readonly growth: number;
  /** Packets that waited for a client at most. */
  readonly queued: number;
  /** ms from sending to the quick client: 99 of 100 events. */
  readonly p99: number;
}

async function memoryOf(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
}

async function send(url: string, seconds: number, each: () => Promise<void>): Promise<void> {
  const count = Math.round(LOAD.rate / BATCHES_A_SECOND);
  const text = "x".repeat(LOAD.bytes - 80);
  const begin = performance.now();
  for (let batch = 0; batch < seconds * BATCHES_A_SECOND; batch++) {
    const wait = begin + batch * 1000 / BATCHES_A_SECOND - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const at = Date.now();
    const body = Array.from(
      { length: count },
      (_, n) => `${JSON.stringify({ type: "t", at, n: batch * count + n, text })}\n`,
    ).join("");
    const headers = { "content-type": "application/x-ndjson" };
    const answer = await fetch(`${url}/api/events`, { method: "POST", body, headers });
    await answer.body?.cancel();
    assertEquals(answer.status, 204);
    if (batch % (BATCHES_A_SECOND / 2) === 0) await each();
  }
}

async function measure(stall: boolean): Promise<Figures> {
  await using sandbox = await makeSandbox();
  const started = await sandbox.run(["start", "--json"]);
  assertEquals(started.code, 0, started.stderr);
  const { server }: { server: { pid: number; port: number } } = JSON.parse(started.stdout);
  const url = `http://127.0.0.1:${server.port}`;
  using quick = await connectFeedClient(url, { query: { client: "dashboard" } });
  const times: number[] = [];
  let last = 0;
  let gaps = 0;
  quick.socket.off("events");
  quick.socket.on("gap", () => gaps++);
  quick.socket.on("events", ({ events }: EventBatch) => {
    for (const { id, data } of events) {
      assertEquals(id, last + 1);
      last = id;
      const at = (data as { at?: number }).at;
      if (at !== undefined) times.push(Date.now() - at);
    }
  });
  await quick.subscribe({ after: 0 });
  await send(url, WARM_UP_SECONDS, async () => {});
  const from = last;
  await using slow = stall
    ? await connectStallingClient(server.port, ["subscribe", { after: from }])
    : null;
  const before = await memoryOf(server.pid);
  let growth = 0;
  let queued = 0;
  times.length = 0;
  await send(url, LOAD.seconds, async () => {
    growth = Math.max(growth, await memoryOf(server.pid) - before);
    const { clients }: ClientsAnswer = await (await fetch(`${url}/api/clients`)).json();
    queued = Math.max(queued, ...clients.map((client) => client.queued));
  });
  const stored = async () => (await (await fetch(`${url}/api/metrics`)).json()).store.last;
  const newest: number = await stored();
  await until("the quick client", () => last >= newest);
  assertEquals(gaps, 0);
  times.sort((one, other) => one - other);
  if (slow !== null) await catchUp(slow, { url, port: server.port, from, newest });
  return { growth, queued, p99: times[Math.floor(times.length * 0.99)] ?? 0 };
}

/** Reads on, and comes back where the server ended the connection: all ids, each once. */
async function catchUp(
  slow: StallingClient,
  { url, port, from, newest }: { url: string; port: number; from: number; newest: number },
): Promise<void> {
  const seen: number[] = [];
  let reported = 0;
  const take = (packet: string): boolean => {
    const name = /^42\["(events|gap)"/.exec(packet)?.[1];
    if (name === "gap") {
      const gap: GapNotice = JSON.parse(packet.slice(2))[1];
      for (let id = gap.from; id <= gap.to; id++) seen.push(id);
      reported++;
    }
    if (name === "events") {
      const batch: EventBatch = JSON.parse(packet.slice(2))[1];
      seen.push(...batch.events.map(({ id }) => id));
    }
    return (seen.at(-1) ?? 0) >= newest;
  };
  let cut = false;
  await slow.readUntil(take).catch(() => cut = true);
  if (cut) {
    await using again = await connectStallingClient(port, [
      "subscribe",
      { after: seen.at(-1) ?? from },
    ]);
    await again.readUntil(take);
  }
  assert(cut || reported > 0, "The client never fell behind: nothing was tested");
  const all = seen.filter((id) => id <= newest);
  assertEquals(all, Array.from({ length: newest - from }, (_, index) => from + index + 1));
  const metrics = await (await fetch(`${url}/api/metrics`)).json();
  assert(metrics.gaps > 0);
}

Deno.test("a client that stops reading costs a server next to no memory, and the others no time", async () => {
  const figures = await measure(true);
  assert(figures.queued > 0 && figures.queued <= MAX_PACKETS, `${figures.queued} packets waited`);
  if (LONG === undefined) return;
  const without = await measure(false);
  const said = JSON.stringify({ figures, without });
  await Deno.stderr.write(new TextEncoder().encode(`${said}\n`));
  assertLess(figures.growth - without.growth, MAX_GROWTH, said);
  assertLess(figures.p99, without.p99 * 2 + 20, said);
});
