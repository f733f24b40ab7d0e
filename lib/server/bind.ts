import type { Duplex } from "node:stream";
import { createServer, type RequestListener, type Server } from "node:http";

/** The addresses of `--host localhost`: a port counts only with all that this machine has. */
export const LOOPBACK = ["127.0.0.1", "::1"] as const;

/** Somebody else listens on the port already. */
export class PortTakenError extends Error {
  override readonly name = "PortTakenError";
  constructor(readonly port: number, readonly address: string) {
    super(`Port ${port} is already in use on ${address}`);
  }
}

/** An address that a port is bound on. */
export interface BoundAddress {
  readonly port: number;
  /** An IP address. */
  readonly address: string;
  /** What listens there now. */
  readonly server: Server;
  /**
   * Listens anew, since the listener takes no connections any more; those that it took stay.
   *
   * @throws {Error} with the system's `code` when that is not possible now
   */
  listenAgain(): Promise<void>;
}

/** A port that this process listens on. Requests wait until `serve` is called. */
export interface BoundPort {
  readonly port: number;
  /** One a listening address. */
  readonly addresses: readonly BoundAddress[];
  /** Prepares each server that listens now, and each that takes its place later. */
  onServer(prepare: (server: Server, address: string) => void): void;
  /** Answers requests from now on, those first that have been waiting. */
  serve(listener: RequestListener): void;
  /** Stops listening and ends all connections. */
  close(): Promise<void>;
}

type Waiting = Parameters<RequestListener>;

/** How {@linkcode bindPort} goes about it. */
export interface BindOptions {
  /**
   * Whether to see first if somebody answers. Linux refuses to bind an address beside a listener on
   * all addresses; macOS and Windows allow it, and then it is a matter of luck who gets a request.
   */
  readonly lookFirst?: boolean;
}

/**
 * Binds one port on all given addresses, or on none. Binding is the check whether it is free.
 *
 * @param port 1 to 65535
 * @param addresses IP addresses; one that this machine does not have is left out, but not all
 * @throws {PortTakenError} when an address is in use
 * @throws {Error} with the system's `code`, such as `EACCES`
 */
export async function bindPort(
  port: number,
  addresses: readonly string[],
  { lookFirst = Deno.build.os !== "linux" }: BindOptions = {},
): Promise<BoundPort> {
  const waiting: Waiting[] = [];
  let listener: RequestListener = (request, response) => void waiting.push([request, response]);
  const bound: Listening[] = [];
  const prepared: ((server: Server, address: string) => void)[] = [];
  const upgraded = new Set<Duplex>();
  let ended: Promise<unknown> | undefined;
  const endAll = async () => {
    // Older runtimes wait for every open request, whatever they are told.
    for (const [, response] of waiting.splice(0)) response.writeHead(503).end();
    // Nor do they answer when they are told a second time.
    ended ??= Promise.all([
      ...bound.map((each) => each.close()),
      ...[...upgraded].map(endUpgraded),
    ]);
    await ended;
  };
  try {
    for (const address of addresses) {
      if (lookFirst && await somebodyAnswers(port, address)) {
        throw new PortTakenError(port, address);
      }
      const answer: RequestListener = (...exchange) => listener(...exchange);
      const server = await listen(port, address, answer);
      const prepare = (next: Server) => prepared.forEach((each) => each(next, address));
      if (server !== null) bound.push(new Listening(server, { port, address, answer, prepare }));
    }
    if (bound.length === 0) throw new Error(`No address to listen on: ${addresses.join(", ")}`);
  } catch (error) {
    await endAll();
    throw error;
  }
  function onServer(prepare: (server: Server, address: string) => void): void {
    prepared.push(prepare);
    for (const { server, address } of bound) prepare(server, address);
  }
  return {
    port,
    addresses: bound,
    onServer,
    serve(next) {
      listener = next;
      onServer((server) => {
        server.on("upgrade", (_request, socket: Duplex) => {
          upgraded.add(socket);
          socket.once("close", () => upgraded.delete(socket));
        });
      });
      for (const exchange of waiting.splice(0)) next(...exchange);
    },
    close: endAll,
  };
}

interface Place {
  readonly port: number;
  readonly address: string;
  readonly answer: RequestListener;
  readonly prepare: (server: Server) => void;
}

class Listening implements BoundAddress {
  readonly port: number;
  readonly address: string;
  readonly #place: Place;
  /** Those that listen no more, for the connections that they took. */
  readonly #former: Server[] = [];
  #server: Server;

  constructor(server: Server, place: Place) {
    this.#server = server;
    this.#place = place;
    this.port = place.port;
    this.address = place.address;
  }

  get server(): Server {
    return this.#server;
  }

  async listenAgain(): Promise<void> {
    const { port, address, answer, prepare } = this.#place;
    if (this.#server.listening) {
      // Whoever waits for its end would take it for the end of all.
      this.#server.removeAllListeners("close");
      this.#server.close();
      this.#former.push(this.#server);
    }
    const next = await listen(port, address, answer);
    if (next === null) throw new Error(`This machine has no address ${address} any more`);
    this.#server = next;
    prepare(next);
  }

  async close(): Promise<void> {
    for (const server of this.#former) server.closeAllConnections();
    await closeServer(this.#server);
  }
}

async function somebodyAnswers(port: number, hostname: string): Promise<boolean> {
  try {
    (await Deno.connect({ hostname, port })).close();
    return true;
  } catch {
    return false;
  }
}

function listen(port: number, address: string, listener: RequestListener): Promise<Server | null> {
  const server = createServer(listener);
  const { promise, resolve, reject } = Promise.withResolvers<Server | null>();
  const onError = (error: Error & { code?: string }) => {
    if (error.code === "EADDRINUSE") reject(new PortTakenError(port, address));
    else if (isMissingAddress(error, port, address)) resolve(null);
    else reject(error);
  };
  server.once("error", onError);
  server.listen({ port, host: address }, () => {
    server.off("error", onError);
    resolve(server);
  });
  return promise;
}

/**
 * Whether a machine does not have an address at all, such as `::1` where IPv6 is off. Deno gives
 * some of these failures another code in `node:http` than in its own interface, which is asked then.
 */
function isMissingAddress(error: { code?: string }, port: number, hostname: string): boolean {
  if (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT") return true;
  if (error.code !== "EINVAL") return false;
  try {
    Deno.listen({ hostname, port }).close();
    return false;
  } catch (cause) {
    return cause instanceof Deno.errors.AddrNotAvailable ||
      (cause instanceof Error && /\bos error (97|99|47|49|10047|10049)\b/.test(cause.message));
  }
}

/** Milliseconds that the last words to a WebSocket may take. */
const LAST_WORDS = 100;

/**
 * Ends a connection that has become a WebSocket: it is no business of the HTTP server any more, but
 * the server waits for it. Some clients never end theirs, whatever they are told.
 */
function endUpgraded(socket: Duplex): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.destroy(), LAST_WORDS);
    socket.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
    socket.end();
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
