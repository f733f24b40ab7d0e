/**
 * A process full of clients: `clients.ts PORT raw|bare|real COUNT`. It says `ready` when all are
 * connected, then `raw` and `bare` ones tell the events that each of them has got, a line each
 * time; all end with standard input, and `real` ones then tell what they measured.
 */
import { io, type Socket } from "socket.io-client";
import type { EventBatch } from "../../../lib/contract/socket.ts";
import { clock, quantiles } from "./figures.ts";
import { connectRawClient, type RawClient } from "./raw_client.ts";

/** What real clients tell when they end. */
export interface Heard {
  /** Ids that were skipped or came twice. */
  readonly wrong: number;
  readonly gaps: number;
  readonly closed: number;
  /** ms from sender to client. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** So many real clients of a process look at the clock: it must not become the load. */
const MEASURING = 10;

if (import.meta.main) {
  const [port, kind, count] = Deno.args;
  if (kind === "real") await real(Number(port), Number(count));
  else await raw(Number(port), kind === "bare" ? "bare" : "feed", Number(count));
}

async function raw(port: number, kind: "feed" | "bare", count: number): Promise<void> {
  let reported = 0;
  const onProgress = () => {
    if (clients.length === 0) return;
    const all = Math.min(...clients.map(({ events }) => events));
    if (all > reported) say(`${reported = all}`);
  };
  let waits = false;
  const soon = () => {
    if (waits) return;
    waits = true;
    setTimeout(() => {
      waits = false;
      onProgress();
    }, 1);
  };
  let clients: readonly RawClient[] = [];
  clients = await Promise.all(
    Array.from({ length: count }, () => connectRawClient({ port, kind, onProgress: soon })),
  );
  let closed = 0;
  for (const client of clients) void client.closed.then(() => closed++);
  say("ready");
  await inputEnd();
  if (closed > 0) say(`closed ${closed}`);
  for (const client of clients) client.close();
}

async function real(port: number, count: number): Promise<void> {
  const times: number[] = [];
  let wrong = 0;
  let gaps = 0;
  let closed = 0;
  const sockets = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const socket = io(`http://127.0.0.1:${port}`, {
        transports: ["websocket"],
        forceNew: true,
        query: { client: "dashboard" },
      });
      let last: number | null = null;
      const measures = index % Math.ceil(count / MEASURING) === 0;
      socket.on("disconnect", () => closed++);
      socket.on("gap", () => gaps++);
      socket.on("events", ({ events }: EventBatch) => {
        for (const { id } of events) {
          if (last !== null && id !== last + 1) wrong++;
          last = id;
        }
        if (!measures) return;
        const now = clock();
        for (const { data } of events) {
          const { at } = data as { at?: number };
          if (at !== undefined) times.push(now - at);
        }
      });
      await subscribed(socket);
      return socket;
    }),
  );
  say("ready");
  await inputEnd();
  const heard: Heard = { wrong, gaps, closed, ...quantiles(times) };
  for (const socket of sockets) socket.disconnect();
  say(JSON.stringify(heard));
}

function subscribed(socket: Socket): Promise<void> {
  return new Promise((resolve) =>
    socket.on("connect", () => socket.emit("subscribe", {}, () => resolve()))
  );
}

async function inputEnd(): Promise<void> {
  await Deno.stdin.readable.pipeTo(new WritableStream());
}

function say(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}
