import type { IncomingMessage } from "node:http";
import { Server as Engine } from "engine.io";
import { Server, type Socket } from "socket.io";
import type { ClientInfo } from "../contract/http.ts";
import type {
  ApiError,
  ClientToServer,
  FarewellNotice,
  SubscribeReply,
  SubscribeRequest,
} from "../contract/socket.ts";
import { bodyIdentity, fromSocket } from "../ingest/mod.ts";
import type { Store } from "../store/store.ts";
import type { BoundPort } from "./bind.ts";
import { describeClient } from "./clients.ts";
import { Feed, type FeedMessages } from "./feed/feed.ts";
import { FeedEncoder } from "./feed/feed_encoder.ts";
import { SocketConnection } from "./feed/socket_connection.ts";
import { type GuardPolicy, judgeRequest } from "./guard.ts";
import type { Intake } from "./intake.ts";
import { isJsonObject } from "./json_body.ts";
import { Decoder } from "socket.io-parser";

/** What the socket side is made from. */
export interface SocketParts {
  readonly policy: GuardPolicy;
  readonly store: Store;
  readonly intake: Intake;
  /** ms since 1970, UTC. */
  readonly now: () => number;
  /** One line for the log. */
  readonly log: (line: string) => void;
}

/** The socket side of a server. */
export interface Sockets {
  /** Takes the handshakes that come to a bound port. */
  attach(port: BoundPort): void;
  clients(): readonly ClientInfo[];
  /**
   * Tells the clients why, then ends their connections in the way that makes them come back by
   * themselves. Resolves with their number when all are gone, or after a second.
   */
  close(reason: FarewellNotice["reason"]): Promise<number>;
}

/** A single message may have this many bytes, as a body by HTTP. */
const MAX_MESSAGE = 32 * 1024 * 1024;
const FAREWELL_MS = 1_000;

type Messages = FeedMessages & {
  farewell: (notice: FarewellNotice) => void;
  "hook:error": (error: ApiError) => void;
};
type MonitorSocket = Socket<ClientToServer, Messages>;

/** Makes the Socket.IO side: one engine for all ports, one namespace, one feed. */
export function createSockets(parts: SocketParts): Sockets {
  const engine = new Engine({
    allowRequest: (request, decide) => {
      const refusal = judgeHandshake(request, parts.policy);
      decide(refusal === null ? null : refusal.message, refusal === null);
    },
    maxHttpBufferSize: MAX_MESSAGE,
    perMessageDeflate: false,
  });
  const io = new Server<ClientToServer, Messages>({
    serveClient: false,
    connectTimeout: 5_000,
    parser: { Encoder: FeedEncoder, Decoder },
  });
  io.bind(engine);
  const clients = new Map<MonitorSocket, ClientInfo>();
  const feed = new Feed({
    store: parts.store,
    broadcast: (to, batch) => io.to(to.map(({ id }) => id)).emit("events", batch),
    log: parts.log,
    now: () => performance.now(),
    later: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  io.on("connection", (socket) => {
    clients.set(socket, describeSocket(socket, parts.now()));
    const connection = new SocketConnection(socket);
    socket.on("disconnect", () => {
      clients.delete(socket);
      feed.unsubscribe(connection);
    });
    socket.on("subscribe", (request, reply) => {
      const answer = readSubscription(request);
      if ("error" in answer) return reply?.({ ok: false, error: answer.error });
      const { last } = feed.subscribe(connection, answer);
      reply?.({ ok: true, store: parts.store.id, last } satisfies SubscribeReply);
    });
    socket.on("unsubscribe", () => feed.unsubscribe(connection));
    socket.on("claude_event", (event) => void takeEvent(socket, "claude_event", event, parts));
  });
  return {
    attach(port) {
      for (const server of port.servers) engine.attach(server, { path: "/socket.io/" });
    },
    clients: () => [...clients.values()],
    async close(reason) {
      const count = clients.size;
      io.emit("farewell", { reason });
      feed.close();
      await Promise.all([...clients.keys()].map(endSocket));
      engine.close();
      return count;
    },
  };
}

async function takeEvent(
  socket: MonitorSocket,
  name: string,
  event: unknown,
  { intake, now, log }: SocketParts,
): Promise<void> {
  if (!isJsonObject(event)) {
    socket.emit("hook:error", { code: "not_an_object", message: "An event is a JSON object" });
    return;
  }
  try {
    const body = bodyIdentity(`socket ${name}`, JSON.stringify(event));
    await intake.accept(fromSocket(name, event, { received: now(), body }));
  } catch (error) {
    log(`Cannot store a "${name}" of a client: ${String(error)}`);
    socket.emit("hook:error", { code: "not_stored", message: "The event could not be stored" });
  }
}

/** Understands what a client sent as a subscription; anything may come. */
export function readSubscription(request: unknown): SubscribeRequest | { error: ApiError } {
  const bad = (message: string) => ({ error: { code: "bad_subscription", message } });
  if (!isJsonObject(request)) return bad("A subscription is a JSON object");
  const { after, store, q } = request;
  if (after !== undefined && !(Number.isSafeInteger(after) && Number(after) >= 0)) {
    return bad('"after" must be a whole number');
  }
  if (store !== undefined && typeof store !== "string") return bad('"store" must be a text');
  if (q !== undefined) return bad('"q" is not supported yet');
  return {
    ...(after === undefined ? {} : { after: Number(after) }),
    ...(store === undefined ? {} : { store }),
  };
}

function judgeHandshake(request: IncomingMessage, policy: GuardPolicy) {
  const { headers } = request;
  const header = (name: string) => {
    const value = headers[name];
    return typeof value === "string" ? value : undefined;
  };
  return judgeRequest({
    method: "GET",
    path: "/socket.io/",
    host: header("host"),
    origin: header("origin"),
    contentType: undefined,
    secFetchSite: header("sec-fetch-site"),
    secFetchMode: header("sec-fetch-mode"),
  }, policy);
}

function describeSocket(socket: MonitorSocket, connectedAt: number): ClientInfo {
  const { headers, auth } = socket.handshake;
  const { remoteAddress, remotePort } = socket.request.socket;
  return describeClient({
    id: socket.id,
    address: remoteAddress ?? socket.handshake.address,
    port: remotePort ?? 0,
    userAgent: headers["user-agent"],
    origin: headers.origin,
    auth: auth as Record<string, unknown>,
    connectedAt,
  });
}

/** A client that the server disconnects stays away; one whose connection ends comes back. */
async function endSocket(socket: MonitorSocket): Promise<void> {
  if (!socket.connected) return;
  const gone = new Promise<void>((resolve) => socket.once("disconnect", () => resolve()));
  socket.conn.close();
  const timer = setTimeout(() => socket.conn.close(true), FAREWELL_MS);
  await gone;
  clearTimeout(timer);
}
