import { io, type Socket } from "socket.io-client";
import type {
  ApiError,
  ClientToServer,
  EventBatch,
  FarewellNotice,
  GapNotice,
  ResetNotice,
  ServerToClient,
  SessionsUpdate,
  SubscribeReply,
  SubscribeRequest,
} from "../contract/socket.ts";

/** What happens on a {@linkcode FeedConnection}. */
export interface FeedListener {
  /** Connected, for the first time or again. @param id the server's name for this client */
  connected(id: string): void;
  /** It was connected and is not any more; it tries again by itself. */
  disconnected(): void;
  /** The server does not want this client; it tries again only when it is told to. */
  refused(error: ApiError): void;
  events(batch: EventBatch): void;
  gap(notice: GapNotice): void;
  reset(notice: ResetNotice): void;
  farewell(notice: FarewellNotice): void;
  /** Called after {@linkcode FeedConnection.followSessions}. */
  sessions?(update: SessionsUpdate): void;
}

/** Which server, and as whom. */
export interface FeedAddress {
  /** `http://127.0.0.1:8765`. */
  readonly url: string;
  /** What the address of the handshake says. */
  readonly query?: Readonly<Record<string, string>>;
  /** What the first packet says. */
  readonly auth?: Readonly<Record<string, string | undefined>>;
  /** ms before the first try to connect again, and the longest pause between two. */
  readonly retry?: { readonly first: number; readonly longest: number };
}

const RETRY = { first: 250, longest: 3_000 };

/** ms that the server may take to answer a subscription. */
const REPLY_MS = 10_000;

/** A connection to a server's feed that comes back by itself. */
export class FeedConnection {
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  #closed = false;

  constructor({ url, query, auth, retry = RETRY }: FeedAddress, listener: FeedListener) {
    this.#socket = io(url, {
      autoConnect: false,
      // A connection of its own, also where a process follows several servers or one twice.
      forceNew: true,
      transports: ["websocket"],
      reconnectionDelay: retry.first,
      reconnectionDelayMax: retry.longest,
      ...(query === undefined ? {} : { query: { ...query } }),
      ...(auth === undefined ? {} : { auth: { ...auth } }),
    });
    this.#listen(listener);
  }

  /** Whether the server can be asked now. */
  get isConnected(): boolean {
    return this.#socket.connected;
  }

  /** Connects, unless it already does. */
  open(): void {
    this.#closed = false;
    this.#socket.connect();
  }

  /** Connects anew at once: with the cookies of now, and without waiting for the next try. */
  reopen(): void {
    this.close();
    this.open();
  }

  /** Ends the connection, and does not try again. */
  close(): void {
    this.#closed = true;
    this.#socket.disconnect();
  }

  /**
   * Asks for events; a second subscription replaces the first.
   *
   * @throws {Error} when the connection ends, or no answer comes within ten seconds
   */
  async subscribe(request: SubscribeRequest): Promise<SubscribeReply> {
    // What is sent while there is no connection would be sent by the next one as well.
    if (!this.#socket.connected) throw new Error("The server does not answer");
    try {
      return await this.#socket.timeout(REPLY_MS).emitWithAck("subscribe", request);
    } catch (error) {
      throw new Error("The server does not answer", { cause: error });
    }
  }

  /** Asks to be told what sessions do, for as long as this connection lasts. */
  followSessions(): void {
    if (this.#socket.connected) this.#socket.emit("follow_sessions", null);
  }

  #listen(listener: FeedListener): void {
    const socket = this.#socket;
    socket.on("connect", () => listener.connected(socket.id ?? ""));
    socket.on("disconnect", (reason) => {
      if (this.#closed) return;
      listener.disconnected();
      // The library stays away where the server ends the connection; a feed always comes back.
      if (reason === "io server disconnect") socket.connect();
    });
    socket.on("connect_error", (error) => {
      if (!socket.active) listener.refused(refusalOf(error));
    });
    socket.on("events", (batch) => listener.events(batch));
    socket.on("gap", (notice) => listener.gap(notice));
    socket.on("reset", (notice) => listener.reset(notice));
    socket.on("farewell", (notice) => listener.farewell(notice));
    socket.on("sessions", (update) => listener.sessions?.(update));
  }
}

/** The server's reason, as far as it gave one. */
function refusalOf(error: Error & { readonly data?: unknown }): ApiError {
  const { data } = error;
  const code = typeof data === "object" && data !== null && "code" in data ? data.code : undefined;
  return {
    code: typeof code === "string" ? code : "refused",
    message: error.message || "The server refused the connection",
  };
}
