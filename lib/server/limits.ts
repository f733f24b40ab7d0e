/** What one server takes on, and how large it may be. */

/** A body that is no stream may have so many bytes. */
export const MAX_BODY = 32 * 1024 * 1024;

/**
 * A message by socket, or one request of polling, may have so many bytes: they come whole to the
 * main thread, which takes some 30 ms for a MiB. claude-mpm's own server takes about as many.
 */
export const MAX_MESSAGE = 1024 * 1024;

/** Bodies of more bytes are understood in a thread of their own. */
export const LARGE_BODY = 64 * 1024;

/** An answer lists at most so many faults of a body. */
export const MAX_FAULTS = 20;

/** What one server takes on by HTTP; beyond it a client is refused with the reason, and counted. */
export interface HttpLimits {
  /** Connections at once on each address, those of socket clients among them. */
  readonly connections: number;
  /** Queries about stored events that wait for their answer at once. */
  readonly queries: number;
  /** Streams of server-sent events at once. */
  readonly streams: number;
}

export const HTTP_LIMITS: HttpLimits = { connections: 4_000, queries: 100, streams: 100 };

/** What one server takes on by socket; beyond it a client is refused with the reason, and counted. */
export interface SocketLimits {
  /** Connections at once. */
  readonly clients: number;
  /** Of these, how many may have connected without joining anything. */
  readonly unjoined: number;
  /** Namespaces that one connection joins beside `/`. */
  readonly namespaces: number;
  /** Different queries that subscriptions have at once: each is tried on every event. */
  readonly queries: number;
}

export const SOCKET_LIMITS: SocketLimits = {
  clients: 2_000,
  unjoined: 200,
  namespaces: 32,
  queries: 200,
};

/** So many files a server needs for itself: its store, log, threads and what it asks others. */
const OWN_FILES = 80;
const MIN_CONNECTIONS = 4;

/**
 * How many connections each address may have, so that all together leave the server the files that
 * it needs.
 *
 * @param files that this process may have open; `null` where there is no limit
 * @param addresses that it listens on
 */
export function connectionsFor(files: number | null, addresses: number): number {
  if (files === null) return HTTP_LIMITS.connections;
  const share = Math.floor((files - OWN_FILES) / Math.max(1, addresses));
  return Math.min(HTTP_LIMITS.connections, Math.max(MIN_CONNECTIONS, share));
}
