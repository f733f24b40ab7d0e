/** What a run of posts came to. */
export interface LoadResult {
  /** Posts a second. */
  readonly rate: number;
  /** Half of the answers came within so many ms. */
  readonly p50: number;
  /** 99 of 100 answers came within so many ms. */
  readonly p99: number;
}

/** What to post, how, and for how long. */
export interface LoadOptions {
  readonly port: number;
  readonly path: string;
  readonly contentType: string;
  /** The n-th body. */
  body(n: number): string;
  /** Connections, each with one post at a time. */
  readonly connections: number;
  readonly seconds: number;
}

/**
 * Posts as fast as the answers come. Over bare connections, since a client library would cost more
 * than the server that is measured.
 */
export async function postLoad(options: LoadOptions): Promise<LoadResult> {
  const times: number[] = [];
  const end = performance.now() + options.seconds * 1000;
  let sent = 0;
  const started = performance.now();
  await Promise.all(Array.from({ length: options.connections }, async () => {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port: options.port });
    while (performance.now() < end) {
      const request = requestBytes(options, options.body(sent++));
      const start = performance.now();
      await writeAll(connection, request);
      await readAnswer(connection);
      times.push(performance.now() - start);
    }
  }));
  const seconds = (performance.now() - started) / 1000;
  return { rate: times.length / seconds, ...quantiles(times) };
}

/** What paced posts came to, and `GET /health` on the same connections between them. */
export interface PacedResult extends LoadResult {
  /** Half of the answers of `/health` came within so many ms. */
  readonly health: number;
}

/** Connections that paced posts are spread over. */
const PACED_CONNECTIONS = 4;

/** Posts hooks so many times a second, however long the answers take. */
export async function pacedLoad(
  { port, perSecond, seconds, body }: Pick<LoadOptions, "port" | "seconds" | "body"> & {
    readonly perSecond: number;
  },
): Promise<PacedResult> {
  const [posts, healths]: [number[], number[]] = [[], []];
  const options = { port, path: "/hooks/claude", contentType: "application/json" };
  const gap = 1000 * PACED_CONNECTIONS / perSecond;
  const begun = performance.now();
  let sent = 0;
  const time = async (times: number[], connection: Deno.TcpConn, request: Uint8Array) => {
    const start = performance.now();
    await writeAll(connection, request);
    await readAnswer(connection);
    times.push(performance.now() - start);
  };
  await Promise.all(Array.from({ length: PACED_CONNECTIONS }, async (_, index) => {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port });
    for (let n = 0; n * gap < seconds * 1000; n++) {
      const due = begun + (n + index / PACED_CONNECTIONS) * gap;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      await time(posts, connection, requestBytes(options, body(sent++)));
      if (n % 5 === 4) await time(healths, connection, HEALTH);
    }
  }));
  const rate = posts.length / ((performance.now() - begun) / 1000);
  return { rate, ...quantiles(posts), health: quantiles(healths).p50 };
}

function quantiles(times: number[]): { p50: number; p99: number } {
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const HEALTH = encoder.encode("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");

function requestBytes(
  { port, path, contentType }: Pick<LoadOptions, "port" | "path" | "contentType">,
  body: string,
): Uint8Array {
  const bytes = encoder.encode(body);
  const head = encoder.encode(
    `POST ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: ${contentType}\r\n` +
      `Content-Length: ${bytes.length}\r\n\r\n`,
  );
  const request = new Uint8Array(head.length + bytes.length);
  request.set(head);
  request.set(bytes, head.length);
  return request;
}

async function writeAll(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

async function readAnswer(connection: Deno.TcpConn): Promise<void> {
  const buffer = new Uint8Array(4096);
  let text = "";
  while (!isWhole(text)) {
    const read = await connection.read(buffer);
    if (read === null) throw new Error("The server closed the connection");
    text += decoder.decode(buffer.subarray(0, read));
  }
  if (!/^HTTP\/1\.1 20[04] /.test(text)) throw new Error(`Answered ${text.split("\r\n")[0]}`);
}

// Answers to posts are empty: they end where their head ends.
function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return false;
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0);
  return text.length >= end + 4 + length;
}
