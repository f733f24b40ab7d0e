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
