import type { Socket } from "socket.io";
import { MessageQueue } from "./message_queue.ts";

/** What is kept of one connection, which its sockets on several namespaces share. */
export interface ConnectionState {
  readonly queue: MessageQueue;
  /** Namespaces that it has joined beside `/`. */
  namespaces: number;
}

/** The connections under the sockets. */
export class ConnectionStates {
  readonly #lines = new WeakMap<Socket["conn"], ConnectionState>();
  readonly #log: (line: string) => void;

  /** @param log one line for the log */
  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  /** The line of a socket's connection. */
  of({ conn }: Pick<Socket, "conn">): ConnectionState {
    const known = this.#lines.get(conn);
    if (known !== undefined) return known;
    const line: ConnectionState = {
      queue: new MessageQueue({
        pause: () => flow(conn.transport)?.pause(),
        resume: () => flow(conn.transport)?.resume(),
        onFailure: (failure) => this.#log(`Cannot take a client's message: ${failure}`),
      }),
      namespaces: 0,
    };
    this.#lines.set(conn, line);
    return line;
  }

  /** Whether a socket's connection has joined fewer than `most` namespaces; this one is counted. */
  join(socket: Pick<Socket, "conn">, most: number): boolean {
    const line = this.of(socket);
    if (line.namespaces >= most) return false;
    line.namespaces++;
    return true;
  }
}

interface Flow {
  pause(): void;
  resume(): void;
}

/** A WebSocket's is that of the socket below it. */
function flow(transport: object): Flow | null {
  if (isFlow(transport)) return transport;
  const socket: unknown = "socket" in transport ? transport.socket : null;
  return isFlow(socket) ? socket : null;
}

function isFlow(value: unknown): value is Flow {
  return typeof value === "object" && value !== null &&
    "pause" in value && typeof value.pause === "function" &&
    "resume" in value && typeof value.resume === "function";
}
