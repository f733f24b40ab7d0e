/**
 * The messages on the socket's namespace `/`: the one place where server, dashboard and tools
 * agree on them. `docs/api.md` tells the same in words.
 */
import type { CanonicalEvent } from "../events/event.ts";
import type { SessionBrief, SessionView } from "./state.ts";

/** What a client asks for. Without `after` it gets live events only. */
export interface SubscribeRequest {
  /** The last id that the client has; it gets exactly what follows. */
  readonly after?: number;
  /** The store which that id belongs to. */
  readonly store?: string;
  /** A query; only matching events are sent. */
  readonly q?: string;
}

/** The answer to a {@linkcode SubscribeRequest}. */
export type SubscribeReply =
  | { readonly ok: true; readonly store: string; readonly last: number }
  | { readonly ok: false; readonly error: ApiError };

/** The acknowledgement of an event that a client emitted, for those who ask for one. */
export type EmitReply =
  | {
    readonly ok: true;
    /** Events that are on disk now; none of a duplicate. */
    readonly stored: number;
  }
  | { readonly ok: false; readonly error: ApiError };

/** A batch of events in id order. `last` is the cursor to resume from. */
export interface EventBatch {
  readonly events: readonly CanonicalEvent[];
  readonly last: number;
}

/** Events from `from` to `to`, both included, were not sent since the client was too slow. */
export interface GapNotice {
  readonly from: number;
  readonly to: number;
}

/** The client's store is not this one: it starts again from this one. */
export interface ResetNotice {
  readonly store: string;
}

/** The server is about to end; `restart` means that it comes back on the same port. */
export interface FarewellNotice {
  readonly reason: "stop" | "restart";
}

/** What sessions do, for those who follow them: all of them first, then those that changed. */
export interface SessionsUpdate {
  /** These are all there are: what was known before is forgotten. */
  readonly whole: boolean;
  /** The server's clock; ms since 1970, UTC. */
  readonly now: number;
  /** Those that have neither ended nor been lost, as they are now. */
  readonly live: readonly SessionView[];
  /** Those that have ended or been lost. */
  readonly over: readonly SessionBrief[];
  /** Ids of those that the server has forgotten. */
  readonly gone: readonly string[];
}

/** The answer to `follow_sessions`. */
export type FollowReply =
  | { readonly ok: true; /** The server's clock; ms since 1970, UTC. */ readonly now: number }
  | { readonly ok: false; readonly error: ApiError };

/** An error as HTTP answers and acknowledgements carry it. */
export interface ApiError {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  /** Where a query is wrong: the first character is 1. */
  readonly column?: number;
}

/** Messages from server to client. */
export interface ServerToClient {
  events: (batch: EventBatch) => void;
  gap: (notice: GapNotice) => void;
  reset: (notice: ResetNotice) => void;
  farewell: (notice: FarewellNotice) => void;
  sessions: (update: SessionsUpdate) => void;
}

/** Messages from client to server. */
export interface ClientToServer {
  subscribe: (request: SubscribeRequest, reply?: (answer: SubscribeReply) => void) => void;
  unsubscribe: () => void;
  follow_sessions: (request: null, reply?: (answer: FollowReply) => void) => void;
  claude_event: (event: unknown, reply?: (answer: EmitReply) => void) => void;
}
