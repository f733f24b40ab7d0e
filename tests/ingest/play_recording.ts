import { io } from "socket.io-client";
import type { CanonicalEvent } from "../../lib/events/event.ts";
import { readRecording, sendRecorded } from "../clients/recording.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

/** What became of one recorded line. */
export interface Played {
  readonly id: string;
  /** The answer's status; absent for what came by a socket. */
  readonly status?: number;
  readonly events: readonly CanonicalEvent[];
}

/** Sends each line of a recording by its own way to a fresh server, one after the other. */
export async function playRecording(path: string): Promise<readonly Played[]> {
  await using server = await startTestServer();
  if (path.endsWith("hook-stdin.ndjson")) return await playHooks(server, path);
  if (path.endsWith("socketio-emits.ndjson")) return await playEmits(server, path);
  const played: Played[] = [];
  const seen = newEvents(server);
  for (const request of await readRecording(path)) {
    const { status } = await sendRecorded(server.url, request);
    played.push({ id: request.id, status, events: await seen() });
  }
  return played;
}

/** As Claude Code's own `http` hooks post it. */
async function playHooks(server: TestServer, path: string): Promise<readonly Played[]> {
  const played: Played[] = [];
  const seen = newEvents(server);
  for (const [index, body] of (await linesOf(path)).entries()) {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${server.url}/hooks/claude`, { method: "POST", body, headers });
    await answer.body?.cancel();
    played.push({ id: `hook-stdin#${index + 1}`, status: answer.status, events: await seen() });
  }
  return played;
}

interface Emit {
  readonly id: string;
  readonly event: string;
  readonly args: readonly unknown[];
  readonly namespace: string;
  readonly auth: Record<string, unknown> | null;
  readonly engine_transport: string;
}

async function playEmits(server: TestServer, path: string): Promise<readonly Played[]> {
  const played: Played[] = [];
  const seen = newEvents(server);
  for (const line of await linesOf(path)) {
    const emit: Emit = JSON.parse(line);
    const socket = io(`${server.url}${emit.namespace}`, {
      forceNew: true,
      ...(emit.auth === null ? {} : { auth: emit.auth }),
      ...(emit.engine_transport === "websocket" ? { transports: ["websocket"] } : {}),
    });
    socket.emit(emit.event, ...emit.args);
    // What one client sends is taken in order: when this is stored, the line before it was looked at.
    socket.emit("claude_event", { type: "marker", data: { after: emit.id } });
    const events: CanonicalEvent[] = [];
    await until(`${emit.id} to be looked at`, async () => {
      events.push(...await seen());
      return events.some(({ type }) => type === "marker");
    });
    socket.disconnect();
    played.push({ id: emit.id, events: events.filter(({ type }) => type !== "marker") });
  }
  return played;
}

async function linesOf(path: string): Promise<readonly string[]> {
  return (await Deno.readTextFile(path)).trim().split("\n");
}

/** Reads what was stored since the last call. */
function newEvents(server: TestServer): () => Promise<readonly CanonicalEvent[]> {
  let last = 0;
  return async () => {
    const page = await server.store.page({ after: last, limit: 1000 });
    last = page.last;
    return page.events;
  };
}
