/** Answers to what claude-mpm's own dashboard and tools ask a server by socket. */
import type { ClientInfo } from "../../contract/http.ts";
import type { CanonicalEvent, Json, JsonObject } from "../../events/event.ts";
import { toFrame } from "./frame.ts";

/** What the answers are made from. */
export interface RequestParts {
  /** The newest stored events, newest first; at most 1000. */
  readonly newest: (limit: number) => Promise<readonly CanonicalEvent[]>;
  /** Events ever stored. */
  readonly total: () => number;
  readonly clients: () => readonly ClientInfo[];
  readonly version: string;
  /** ms since 1970, UTC. */
  readonly startedAt: number;
  /** ms since 1970, UTC. */
  readonly now: () => number;
}

/** One message back to the client that asked. */
export interface Reply {
  readonly message: string;
  readonly body: Json;
}

/** Answers one request; `client` is the id of the socket that asked. */
export type Answer = (
  argument: JsonObject,
  client: string,
  parts: RequestParts,
) => Promise<Reply> | Reply;

/** Names that are requests and not events, and how each is answered. */
export const REQUESTS: ReadonlyMap<string, Answer> = new Map(Object.entries<Answer>({
  get_status: (_argument, client, parts) => ({
    message: "status",
    body: statusFrame(client, parts),
  }),
  get_history: history,
  request_history: history,
  ping: (_argument, _client, { now }) => ({ message: "pong", body: { timestamp: now() } }),
  "dashboard:ping": ({ timestamp }, _client, { now }) => ({
    message: "dashboard:pong",
    body: { timestamp: timestamp ?? null, server_time: new Date(now()).toISOString() },
  }),
  "dashboard:status": (_argument, _client, parts) => ({
    message: "dashboard:status:response",
    body: serverFacts(parts),
  }),
  "dashboard:info": (_argument, _client, parts) => ({
    message: "dashboard:info:response",
    body: serverFacts(parts),
  }),
  "client:register": ({ name, type }, client) => ({
    message: "client:registered",
    body: { name: name ?? null, type: type ?? null, session_id: client },
  }),
  "client:list": (_argument, _client, parts) => ({
    message: "client:list:response",
    body: { clients: parts.clients().map(({ id, kind, address }) => ({ id, kind, address })) },
  }),
  "hook:history:get": hookHistory,
  "hook:sessions:list": sessions,
  "hook:session:info": sessionInfo,
  read_file: ({ file_path }) => ({
    message: "file_content_response",
    body: { success: false, file_path: file_path ?? null, error: "This server reads no files" },
  }),
  "code:analyze:file": noAnalysis,
  "code:analyze:directory": noAnalysis,
  "code:get:tree": noAnalysis,
  "code:clear:cache": noAnalysis,
}));

/** The newest events in claude-mpm's words, oldest first. */
export async function frames(parts: RequestParts, limit: number): Promise<JsonObject[]> {
  const newest = await parts.newest(limit);
  return newest.map((event) => toFrame(event).body).reverse();
}

const MAX_HISTORY = 100;
const MAX_HOOK_HISTORY = 1000;

async function history(argument: JsonObject, _client: string, parts: RequestParts): Promise<Reply> {
  const wanted = argument["event_types"];
  const types = Array.isArray(wanted) ? wanted : [];
  const all = await frames(parts, limitIn(argument, MAX_HISTORY));
  const events = types.length === 0
    ? all
    : all.filter((frame) => types.includes(frame["type"]) || types.includes(frame["subtype"]));
  return {
    message: "history",
    body: { events, count: events.length, total_available: parts.total() },
  };
}

async function hookHistory(
  argument: JsonObject,
  _client: string,
  parts: RequestParts,
): Promise<Reply> {
  const { type, session_id } = argument;
  const all = await frames(parts, limitIn(argument, MAX_HOOK_HISTORY));
  const events = all.filter((frame) =>
    (type === undefined || frame["type"] === type || frame["subtype"] === type) &&
    (session_id === undefined || frame["session_id"] === session_id)
  );
  const filters = { type: type ?? null, session_id: session_id ?? null };
  return {
    message: "hook:history:response",
    body: { events, total: events.length, filters },
  };
}

async function sessions(
  _argument: JsonObject,
  _client: string,
  parts: RequestParts,
): Promise<Reply> {
  const counts = new Map<string, number>();
  for (const { session } of await parts.newest(MAX_HOOK_HISTORY)) {
    if (session !== undefined) counts.set(session, (counts.get(session) ?? 0) + 1);
  }
  const list = [...counts].map(([session_id, event_count]) => ({ session_id, event_count }));
  return { message: "hook:sessions:response", body: { sessions: list, total: list.length } };
}

async function sessionInfo(
  { session_id }: JsonObject,
  _client: string,
  parts: RequestParts,
): Promise<Reply> {
  const newest = await parts.newest(MAX_HOOK_HISTORY);
  const own = newest.filter(({ session }) => session !== undefined && session === session_id);
  const session = { session_id: session_id ?? null, event_count: own.length };
  return { message: "hook:session:info:response", body: { session } };
}

function noAnalysis({ path }: JsonObject): Reply {
  return {
    message: "code:error",
    body: { path: path ?? null, error: "This server analyses no code" },
  };
}

function serverFacts(parts: RequestParts): JsonObject {
  return {
    service: "claude-mpm-monitor",
    version: parts.version,
    uptime: Math.floor((parts.now() - parts.startedAt) / 1000),
    connected_clients: parts.clients().length,
    total_events: parts.total(),
  };
}

function statusFrame(client: string, parts: RequestParts): JsonObject {
  return {
    type: "connection",
    subtype: "status",
    timestamp: new Date(parts.now()).toISOString(),
    source: "server",
    session_id: null,
    data: {
      server: "claude-mpm-monitor",
      server_version: parts.version,
      clients_connected: parts.clients().length,
      claude_status: "unknown",
      claude_pid: null,
      client_id: client,
    },
  };
}

function limitIn({ limit }: JsonObject, most: number): number {
  const wanted = typeof limit === "number" ? Math.floor(limit) : most;
  return Math.min(Math.max(wanted, 1), most);
}
