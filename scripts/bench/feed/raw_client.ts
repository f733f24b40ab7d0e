import { FrameCounter } from "./frame_counter.ts";

/** A WebSocket client that only counts. */
export interface RawClient {
  /** Events that it was sent. */
  readonly events: number;
  /** Resolves when the connection has ended. */
  readonly closed: Promise<void>;
  close(): void;
}

/** How a {@linkcode RawClient} speaks. */
export interface RawClientOptions {
  readonly port: number;
  /** `feed`: subscribes to a monitor's feed; `bare`: each frame is an event. */
  readonly kind: "feed" | "bare";
  readonly onProgress?: () => void;
}

const encoder = new TextEncoder();

/** Connects to `127.0.0.1`, and subscribes. */
export async function connectRawClient(options: RawClientOptions): Promise<RawClient> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: options.port });
  connection.setNoDelay(true);
  const path = options.kind === "feed"
    ? "/socket.io/?EIO=4&transport=websocket&client=dashboard"
    : "/";
  const head = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${options.port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${btoa("0123456789abcdef")}`,
  ];
  await connection.write(encoder.encode(`${head.join("\r\n")}\r\n\r\n`));
  let events = 0;
  let first: number | null = null;
  const subscribed = Promise.withResolvers<void>();
  const say = (text: string) => connection.write(maskedText(text)).catch(() => {});
  // The server opens, is asked for its namespace, answers that, and is then asked for the feed.
  const steps = ["40", '420["subscribe",{}]'];
  const counter = new FrameCounter((tail) => {
    if (options.kind === "bare") {
      // The first says that the server knows this client.
      if (first === null) first = 0;
      else events++;
      return subscribed.resolve();
    }
    const next = tail === "2" ? "3" : steps.shift();
    if (next !== undefined) return void say(next);
    const last = Number(/"last":(\d+)\}\]$/.exec(tail)?.[1] ?? Number.NaN);
    if (Number.isNaN(last)) return;
    // The first is that of the answer to the subscription: live events follow it.
    first ??= last;
    events = last - first;
    subscribed.resolve();
  });
  const closed = read(connection, counter, options.onProgress);
  await subscribed.promise;
  return {
    get events() {
      return events;
    },
    closed,
    close: () => connection.close(),
  };
}

async function read(
  connection: Deno.Conn,
  counter: FrameCounter,
  onProgress: () => void = () => {},
): Promise<void> {
  const buffer = new Uint8Array(256 * 1024);
  let head = "";
  const decoder = new TextDecoder("latin1");
  try {
    for (let size; (size = await connection.read(buffer)) !== null;) {
      let chunk = buffer.subarray(0, size);
      if (!head.endsWith("\r\n\r\n")) {
        const text = decoder.decode(chunk);
        const end = (head + text).indexOf("\r\n\r\n");
        const skip = end < 0 ? size : end + 4 - head.length;
        head += text.slice(0, skip);
        chunk = chunk.subarray(skip);
      }
      counter.add(chunk);
      onProgress();
    }
  } catch {
    // Closed by us, or cut off: the end either way.
  }
}

/** A text frame as clients must send it, with a mask that changes nothing. */
function maskedText(text: string): Uint8Array {
  const payload = encoder.encode(text);
  return new Uint8Array([0x81, 0x80 | payload.length, 0, 0, 0, 0, ...payload]);
}
