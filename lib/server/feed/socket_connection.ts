import type { Socket } from "socket.io";
import type { FeedConnection, FeedMessages } from "./feed.ts";

/** The feed's view of a Socket.IO connection. */
export class SocketConnection implements FeedConnection {
  readonly #socket: Socket;
  /** Packets that the engine has not yet handed to the transport. */
  #waiting = 0;
  #onDrained: (() => void)[] = [];

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.conn.on("packetCreate", () => this.#waiting++);
    socket.conn.on("flush", () => this.#settle());
    socket.conn.on("close", () => this.#settle());
  }

  get id(): string {
    return this.#socket.id;
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  send<Name extends keyof FeedMessages>(name: Name, ...body: Parameters<FeedMessages[Name]>): void {
    this.#socket.emit(name, ...body);
  }

  backlog(): number {
    return this.#waiting;
  }

  drained(): Promise<void> {
    if (this.#waiting === 0 || !this.connected) return Promise.resolve();
    return new Promise((resolve) => this.#onDrained.push(resolve));
  }

  end(): void {
    this.#socket.conn.close();
  }

  #settle(): void {
    this.#waiting = 0;
    for (const resolve of this.#onDrained.splice(0)) resolve();
  }
}
