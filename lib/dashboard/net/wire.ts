/**
 * The part of Socket.IO's protocol (Engine.IO 4, Socket.IO 5) that the page needs: one namespace,
 * JSON, WebSocket. The library would take a fifth of what the whole page may weigh.
 */

/** What happens on a {@linkcode Wire}. */
export interface WireListener {
  /** @param id the server's name for this client */
  connected(id: string): void;
  /** It was connected and is not any more; it tries again by itself. */
  disconnected(): void;
  /** The server does not want this client, for this reason, which may have a name. */
  refused(reason: string, code: unknown): void;
  message(name: string, body: unknown): void;
}

/** How a wire is kept up; all in ms. */
export interface WireTimes {
  /** Before the first try to connect again; each further one waits twice as long. */
  readonly retry: number;
  readonly retryMost: number;
  /** After a refusal. */
  readonly refused: number;
}

const TIMES: WireTimes = { retry: 250, retryMost: 3000, refused: 5000 };
/** Before the server has said how often it pings. */
const PATIENCE = 20_000;

/** A connection to a Socket.IO server that comes back by itself. */
export class Wire {
  readonly #url: string;
  readonly #listener: WireListener;
  readonly #times: WireTimes;
  readonly #replies = new Map<number, (reply: unknown) => void>();
  #socket: WebSocket | undefined;
  #isConnected = false;
  #patience = PATIENCE;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #tries = 0;
  #asked = 0;

  /** @param url `ws://…/socket.io/`, with what the server is to know as its query */
  constructor(url: string, listener: WireListener, times = TIMES) {
    this.#url = url;
    this.#listener = listener;
    this.#times = times;
  }

  /** Connects, unless it already does. */
  open(): void {
    clearTimeout(this.#retry);
    if (this.#socket !== undefined) return;
    const url = new URL(this.#url);
    url.searchParams.set("EIO", "4");
    url.searchParams.set("transport", "websocket");
    const socket = this.#socket = new WebSocket(url);
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket && typeof data === "string") this.#read(data);
    };
    socket.onclose = () => socket === this.#socket && this.#lost();
    this.#heard();
  }

  /** Ends the connection, and does not try again. */
  close(): void {
    this.#lost();
    clearTimeout(this.#retry);
  }

  /**
   * Sends a message and waits for its answer.
   *
   * @param within ms
   * @throws {Error} when the connection ends, or the time is up
   */
  ask(name: string, body: unknown, within: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = this.#asked++;
      const timer = setTimeout(() => answer(undefined), within);
      const answer = (reply: unknown) => {
        clearTimeout(timer);
        this.#replies.delete(id);
        if (reply === undefined) reject(new Error("The server does not answer"));
        else resolve(reply);
      };
      this.#replies.set(id, answer);
      if (this.#isConnected) this.#socket?.send(`42${id}${JSON.stringify([name, body])}`);
      else answer(undefined);
    });
  }

  #read(packet: string): void {
    this.#heard();
    const text = packet.slice(1);
    // The first digit is Engine.IO's: open, close, ping; 4 is a packet of Socket.IO.
    if (packet[0] === "0") {
      const { pingInterval = PATIENCE, pingTimeout = PATIENCE } = JSON.parse(text);
      this.#patience = pingInterval + pingTimeout;
      this.#socket?.send("40");
    } else if (packet[0] === "2") this.#socket?.send("3");
    else if (packet[0] === "1") this.#lost();
    else if (packet[0] === "4") this.#readMessage(text);
  }

  #readMessage(packet: string): void {
    const { 1: kind, 2: id, 3: json = "" } = /^(\d)(\d*)(.*)$/s.exec(packet) ?? [];
    if (kind === "0") {
      this.#isConnected = true;
      this.#tries = 0;
      this.#listener.connected(String(json && JSON.parse(json).sid));
    } else if (kind === "1") this.#lost();
    else if (kind === "2") {
      const [name, body] = JSON.parse(json);
      this.#listener.message(String(name), body);
    } else if (kind === "3") this.#replies.get(Number(id))?.(JSON.parse(json)[0] ?? null);
    else if (kind === "4") {
      const { message = "The server refused the connection", data } = JSON.parse(json);
      this.#lost(this.#times.refused);
      this.#listener.refused(String(message), data?.code);
    }
  }

  /** A server that says nothing for longer than it said it would is gone. */
  #heard(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#lost(), this.#patience);
  }

  #lost(wait?: number): void {
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    for (const answer of [...this.#replies.values()]) answer(undefined);
    const was = this.#isConnected;
    this.#isConnected = false;
    const { retry, retryMost } = this.#times;
    // Pages that lost the same server do not all come back in the same moment.
    const slowly = Math.min(retryMost, retry * 2 ** this.#tries++) * (0.75 + Math.random() / 2);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.open(), wait ?? slowly);
    if (was) this.#listener.disconnected();
  }
}
