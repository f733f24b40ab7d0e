/** A client over a bare connection, so that it can stop reading while the server goes on writing. */
export interface StallingClient extends AsyncDisposable {
  /** Socket.IO packets read so far, such as `42["events",{…}]`. */
  readonly packets: readonly string[];
  /** Reads until a packet satisfies the condition; nothing is read while this is not called. */
  readUntil(condition: (packet: string) => boolean): Promise<string>;
}

/** Connects by WebSocket to `127.0.0.1:port`, joins the namespace `/` and sends one message. */
export async function connectStallingClient(
  port: number,
  message: readonly unknown[],
): Promise<StallingClient> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const reader = new FrameReader(connection);
  const head = [
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
    `Host: 127.0.0.1:${port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${btoa("0123456789abcdef")}`,
  ];
  await connection.write(new TextEncoder().encode(`${head.join("\r\n")}\r\n\r\n`));
  await reader.skipHead();
  const packets: string[] = [];
  const client: StallingClient = {
    packets,
    async readUntil(condition) {
      for (;;) {
        const packet = await reader.next();
        packets.push(packet);
        // The server ends connections that leave its pings unanswered.
        if (packet === "2") await connection.write(maskedText("3"));
        if (condition(packet)) return packet;
      }
    },
    [Symbol.asyncDispose]() {
      connection.close();
      return Promise.resolve();
    },
  };
  await client.readUntil((packet) => packet.startsWith("0"));
  await connection.write(maskedText("40"));
  await client.readUntil((packet) => packet.startsWith("40"));
  await connection.write(maskedText(`42${JSON.stringify(message)}`));
  return client;
}

/** A text frame as clients must send it, with a mask that changes nothing. */
function maskedText(text: string): Uint8Array {
  const payload = new TextEncoder().encode(text);
  if (payload.length > 125) throw new RangeError("Only short messages are sent");
  return new Uint8Array([0x81, 0x80 | payload.length, 0, 0, 0, 0, ...payload]);
}

class FrameReader {
  readonly #connection: Deno.Conn;
  #bytes = new Uint8Array();

  constructor(connection: Deno.Conn) {
    this.#connection = connection;
  }

  async skipHead(): Promise<void> {
    for (;;) {
      const text = new TextDecoder("latin1").decode(this.#bytes);
      const end = text.indexOf("\r\n\r\n");
      if (end >= 0) return void this.#take(end + 4);
      await this.#fill(this.#bytes.length + 1);
    }
  }

  /** The text of the next frame. */
  async next(): Promise<string> {
    await this.#fill(2);
    const short = (this.#bytes[1] ?? 0) & 0x7f;
    const more = short === 126 ? 2 : short === 127 ? 8 : 0;
    await this.#fill(2 + more);
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset);
    const length = more === 0
      ? short
      : more === 2
      ? view.getUint16(2)
      : Number(view.getBigUint64(2));
    await this.#fill(2 + more + length);
    this.#take(2 + more);
    return new TextDecoder().decode(this.#take(length));
  }

  async #fill(count: number): Promise<void> {
    while (this.#bytes.length < count) {
      const chunk = new Uint8Array(64 * 1024);
      const read = await this.#connection.read(chunk);
      if (read === null) throw new Error("The server ended the connection");
      const joined = new Uint8Array(this.#bytes.length + read);
      joined.set(this.#bytes);
      joined.set(chunk.subarray(0, read), this.#bytes.length);
      this.#bytes = joined;
    }
  }

  #take(count: number): Uint8Array {
    const taken = this.#bytes.subarray(0, count);
    this.#bytes = this.#bytes.slice(count);
    return taken;
  }
}
