import type { Socket } from "socket.io";
import type { FeedConnection, FeedMessages } from "./feed.ts";
import { RoundTrip } from "./round_trip.ts";
import type { SharedPackets } from "./shared_packets.ts";

/** What Engine.IO tells of a packet that it will send. */
interface PacketCreated {
  readonly type: string;
  readonly data?: string | Uint8Array;
  readonly options: { readonly wsPreEncodedFrame?: readonly Uint8Array[] };
}

/** The feed's view of a Socket.IO connection. */
export class SocketConnection implements FeedConnection {
  readonly #socket: Socket;
  /** Packets that the engine has not yet handed to the transport. */
  #waiting = 0;
  #waitingBytes = 0;
  #onDrained: (() => void)[] = [];
  readonly #trip = new RoundTrip();

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.conn.on("packetCreate", ({ type, data, options }: PacketCreated) => {
      this.#waiting++;
      this.#waitingBytes += (data?.length ?? 0) + (options.wsPreEncodedFrame?.[0]?.length ?? 0);
      if (type === "ping") this.#trip.ask(performance.now());
    });
    socket.conn.on("heartbeat", () => this.#trip.answer(performance.now()));
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

  /**
   * Around Socket.IO's own `emit`, which would encode for each client anew. The order of messages
   * stays that in which they are sent.
   */
  write(shared: SharedPackets): void {
    const { conn } = this.#socket;
    if (conn.transport.name === "websocket") {
      const framed = { compress: false, wsPreEncodedFrame: [shared.frames] };
      conn.write("", framed);
    } else for (const packet of shared.packets) conn.write(packet);
  }

  backlog(): number {
    return this.#waiting;
  }

  backlogBytes(): number {
    return this.#waitingBytes;
  }

  /** ms of the last ping, or of one that is unanswered for longer; `null` before the first. */
  roundTrip(): number | null {
    return this.#trip.ms(performance.now());
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
    this.#waitingBytes = 0;
    for (const resolve of this.#onDrained.splice(0)) resolve();
  }
}
