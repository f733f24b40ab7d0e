/** The part of an engine's client that is needed here. */
export interface EngineClient {
  close(discard?: boolean): void;
  once(name: "close", run: () => void): unknown;
}

/**
 * Clients that have connected, but have not joined a namespace yet, as every real one does at once.
 * They have a small share of all clients: whoever only knocks pushes out others that only knock.
 */
export class UnjoinedClients {
  readonly #most: number;
  /** In order of their arrival. */
  readonly #clients = new Set<EngineClient>();

  constructor(most: number) {
    this.#most = most;
  }

  /** A client has connected. The one that has waited longest goes when there are too many. */
  add(client: EngineClient): void {
    this.#clients.add(client);
    client.once("close", () => this.#clients.delete(client));
    const [oldest] = this.#clients;
    if (this.#clients.size <= this.#most || oldest === undefined) return;
    this.#clients.delete(oldest);
    oldest.close(true);
  }

  /** A client has joined. */
  joined(client: EngineClient): void {
    this.#clients.delete(client);
  }
}
