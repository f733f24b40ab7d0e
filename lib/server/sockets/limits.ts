/** What one server takes on by socket; beyond it a client is refused, told why, and counted. */
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

/** A message may have so many bytes, as a body by HTTP. */
export const MAX_MESSAGE = 32 * 1024 * 1024;
