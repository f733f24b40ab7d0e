/** What one server takes on by HTTP; beyond it a client is refused, told why, and counted. */
export interface HttpLimits {
  /** Connections at once on each address, those of socket clients among them. */
  readonly connections: number;
  /** Queries about stored events that wait for their answer at once. */
  readonly queries: number;
  /** Streams of server-sent events at once. */
  readonly streams: number;
}

export const HTTP_LIMITS: HttpLimits = { connections: 4_000, queries: 100, streams: 100 };

/** So many files a server needs for itself: its store, log, threads and what it asks others. */
const OWN_FILES = 80;
const LEAST_CONNECTIONS = 4;

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
  return Math.min(HTTP_LIMITS.connections, Math.max(LEAST_CONNECTIONS, share));
}
