import { type EngineClient, UnjoinedClients } from "./unjoined.ts";
import { Server, type Socket } from "socket.io";
import { Encoder } from "socket.io-parser";
import type { ClientInfo } from "../../contract/http.ts";
import type {
  EmitReply,
  FarewellNotice,
  FollowReply,
  SubscribeReply,
} from "../../contract/socket.ts";
import type { JsonObject } from "../../events/event.ts";
import { isJsonObject } from "../../events/json.ts";
import { CLOCK } from "../../clock.ts";
import type { Store } from "../../store/store.ts";
import type { Access } from "../access/access.ts";
import type { Permission } from "../access/decide_access.ts";
import type { BoundPort } from "../bind.ts";
import { ClaudeMpmClients } from "../claude_mpm/clients.ts";
import type { ClientIdentity } from "./clients.ts";
import { isBehind } from "../feed/backlog.ts";
import type { MonitorState } from "../../state/mod.ts";
import { Feed } from "../feed/feed.ts";
import { SessionFeed } from "../feed/session_feed.ts";
import { SocketConnection } from "../feed/socket_connection.ts";
import type { GuardPolicy } from "../access/guard.ts";
import { credentialsOf, describeSocket, isOurOwn } from "./handshake.ts";
import type { EventIngestor } from "../../ingest/event_ingestor.ts";
import type { LargeBodies } from "../emitters/large/large_bodies.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { OwnEvent, OwnEvents } from "../own_events.ts";
import { makeEngine } from "./engine.ts";
import { SOCKET_LIMITS, type SocketLimits } from "../limits.ts";
import { ConnectionStates } from "./connection_states.ts";
import { LargeMessage } from "./large_message.ts";
import { PacketDecoder } from "./packet_decoder.ts";
import { NOT_ALLOWED, REFUSED, TOO_FAST, TOO_MANY_QUERIES } from "./refusals.ts";
import { readSubscription } from "./subscription.ts";

/** What the socket side is made from. */
export interface SocketParts {
  readonly policy: GuardPolicy;
  readonly access: Access;
  readonly store: Pick<Store, "id" | "last" | "page" | "onCommit">;
  readonly ingestor: EventIngestor;
  readonly large: LargeBodies;
  readonly state: () => Promise<MonitorState>;
  readonly version: string;
  /** ms since 1970, UTC. */
  readonly startedAt: number;
  /** Time between two pings of a client, in ms; ten seconds unless said. */
  readonly pingEvery?: number | undefined;
  /** What is taken on; {@linkcode SOCKET_LIMITS} where nothing is said. */
  readonly limits?: Partial<SocketLimits> | undefined;
  /** ms since 1970, UTC. */
  readonly now: () => number;
  /** One line for the log. */
  readonly log: (line: string) => void;
  readonly metrics: Pick<Metrics, "countGap" | "countRefused">;
  readonly ownEvents: Pick<OwnEvents, "tell">;
}

/** The socket side of a server. */
export interface Sockets {
  /** Takes the handshakes that come to a bound port. */
  attach(port: BoundPort): void;
  clients(): readonly ClientInfo[];
  /** How many of them follow the feed. */
  subscriptions(): number;
  /**
   * Tells the clients why, then ends their connections in the way that makes them come back by
   * themselves. Resolves with their number when all are gone.
   */
  close(reason: FarewellNotice["reason"]): Promise<number>;
}

interface ConnectedClient {
  readonly client: ClientIdentity;
  readonly connection: SocketConnection;
}

/** So long a client may take to hear the farewell, in ms. */
const FAREWELL_MS = 1_000;
/** Time between two pings, in ms: so old may a client's round trip be. */
const PING_MS = 10_000;

/** Answers who asked for an answer. */
type Reply = (answer: SubscribeReply | FollowReply | EmitReply) => void;
type Take = (name: string, argument: unknown, reply: Reply) => Promise<void>;

/** Makes the Socket.IO side: one engine for all ports, and one feed. */
export function createSockets(parts: SocketParts): Sockets {
  const { store, ingestor, log, now } = parts;
  const limits = { ...SOCKET_LIMITS, ...parts.limits };
  const engine = makeEngine({
    policy: parts.policy,
    onRefused: (code) => parts.metrics.countRefused(code),
    pingEvery: parts.pingEvery ?? PING_MS,
    most: limits.clients,
  });
  const io = new Server({
    parser: { Encoder, Decoder: PacketDecoder },
    serveClient: false,
    connectTimeout: 5_000,
    cleanupEmptyChildNamespaces: true,
  });
  io.bind(engine);
  const unjoined = new UnjoinedClients(limits.unjoined);
  engine.on("connection", (client: EngineClient) => unjoined.add(client));
  const connected = new Map<Socket, ConnectedClient>();
  const clients = () => [...connected.values()].map(describe);
  const feed = new Feed({
    store,
    log,
    onGap: () => parts.metrics.countGap(),
    clock: CLOCK,
  });
  const sessions = new SessionFeed({ store, state: parts.state, now, later: CLOCK.later, log });
  const claudeMpm = new ClaudeMpmClients({
    onCommit: (listener) => store.onCommit(listener),
    onSlow: () => parts.metrics.countGap(),
    clock: CLOCK,
    ingestor,
    large: parts.large,
    log,
    now,
    clients,
    version: parts.version,
    startedAt: parts.startedAt,
    total: () => store.last,
    newest: async (limit) => (await store.page({ limit })).events,
  });

  const may = (permission: Permission, socket: Socket) =>
    parts.access.socketMay(permission, credentialsOf(socket));
  const guardSocket = async (socket: Socket, next: (error?: Error) => void) => {
    if (may("send", socket)) return next();
    if (credentialsOf(socket).token !== undefined) {
      await parts.access.wrong("token", socket.request);
    }
    next(REFUSED);
  };
  io.use(guardSocket);

  const lines = new ConnectionStates(log);

  io.on("connection", (socket) => {
    unjoined.joined(socket.conn);
    const client = describeSocket(socket, now());
    const connection = new SocketConnection(socket);
    connected.set(socket, { client, connection });
    parts.ownEvents.tell(aboutClient("client.connect", client));
    socket.on("disconnect", (reason) => {
      connected.delete(socket);
      parts.ownEvents.tell(aboutClient("client.disconnect", client, { reason }));
      feed.unsubscribe(connection);
      sessions.unfollow(connection);
      claudeMpm.disconnect(connection);
      claudeMpm.countClients();
    });
    const reads = may("read", socket);
    listen(socket, async (name, argument, reply) => {
      // Who does not read what it asked for is answered no further.
      if (isBehind(connection)) await connection.drained();
      if (name === "unsubscribe") feed.unsubscribe(connection);
      else if (name === "follow_sessions") {
        reply(reads ? { ok: true, now: now() } : NOT_ALLOWED);
        if (reads) sessions.follow(connection);
      } else if (name === "subscribe") {
        const answer = reads ? subscribe(socket, connection, argument) : NOT_ALLOWED;
        // With no turn in between: what the feed sends comes behind it.
        if (answer !== null) reply(answer);
      } else if (reads) reply(await claudeMpm.take(socket, name, argument));
      else reply(await claudeMpm.takeFromSender(socket, name, argument));
    });
    if (reads && !isOurOwn(socket)) {
      claudeMpm.connect(socket, connection).catch((error: unknown) =>
        log(`Cannot greet a client: ${String(error)}`)
      );
    }
    claudeMpm.countClients();
  });
  // Some emitters use namespaces of their own; what they send is an event like any other.
  const others = io.of(/^\/.+/);
  others.use(guardSocket);
  others.use((socket, next) => {
    if (lines.join(socket, limits.namespaces)) return next();
    parts.metrics.countRefused("too_many_namespaces");
    next(new Error(`A connection joins no more than ${limits.namespaces} namespaces`));
  });
  others.on("connection", (socket) => {
    listen(socket, async (name, argument, reply) => {
      reply(await claudeMpm.takeFromSender(socket, name, argument));
    });
  });

  /** Takes what a socket emits, in turn with the others, and answers who asks for it. */
  function listen(socket: Socket, take: Take): void {
    const { queue } = lines.of(socket);
    socket.onAny((name: string, ...args: unknown[]) => {
      const last = args.at(-1);
      const reply: Reply = (answer) => {
        if (typeof last === "function") last(answer);
      };
      const [argument] = args;
      const length = argument instanceof LargeMessage ? argument.text.length : 0;
      const taken = queue.run(() => take(name, argument, reply), length);
      if (taken) return;
      parts.metrics.countRefused(TOO_FAST.error.code);
      reply(TOO_FAST);
    });
  }

  /** claude-mpm's clients mean something else by it and are answered in their own way: `null`. */
  function subscribe(
    socket: Socket,
    connection: SocketConnection,
    request: unknown,
  ): SubscribeReply | null {
    if (isJsonObject(request) && Array.isArray(request["channels"])) {
      socket.emit("subscribed", { channels: request["channels"] });
      return null;
    }
    const wanted = readSubscription(request instanceof LargeMessage ? null : request, now());
    if ("error" in wanted) return { ok: false, error: wanted.error };
    const queries = feed.queriesBeside(connection);
    if (
      wanted.filter !== null && !queries.has(wanted.filter.text) && queries.size >= limits.queries
    ) {
      parts.metrics.countRefused(TOO_MANY_QUERIES.error.code);
      return TOO_MANY_QUERIES;
    }
    claudeMpm.disconnect(connection);
    const { last } = feed.subscribe(connection, wanted.request, wanted.filter);
    return { ok: true, store: store.id, last };
  }

  function describe({ client, connection }: ConnectedClient): ClientInfo {
    const position = feed.position(connection);
    const rtt = connection.roundTrip();
    return {
      ...client,
      queued: connection.backlog(),
      rtt_ms: rtt === null ? null : Math.round(rtt * 10) / 10,
      feed: position && { ...position, behind: Math.max(0, store.last - position.sent) },
    };
  }

  return {
    attach(port) {
      port.onServer((server) => engine.attach(server, { path: "/socket.io/" }));
    },
    clients,
    subscriptions: () => feed.size,
    async close(reason) {
      const count = connected.size;
      io.emit("farewell", { reason } satisfies FarewellNotice);
      feed.close();
      sessions.close();
      claudeMpm.close();
      await Promise.all([...connected.keys()].map(endSocket));
      engine.close();
      return count;
    },
  };
}

function aboutClient(
  type: "client.connect" | "client.disconnect",
  { id, kind, address }: ClientIdentity,
  more: JsonObject = {},
): OwnEvent {
  const did = type === "client.connect" ? "connected" : "left";
  const summary = `${kind} ${did} (${address})`;
  return { category: "websocket", type, summary, data: { client: id, kind, address, ...more } };
}

/** A client that the server disconnects stays away; one whose connection ends comes back. */
async function endSocket(socket: Socket): Promise<void> {
  if (!socket.connected) return;
  const gone = new Promise<void>((resolve) => socket.once("disconnect", () => resolve()));
  socket.conn.close();
  const timer = setTimeout(() => socket.conn.close(true), FAREWELL_MS);
  await gone;
  clearTimeout(timer);
}
