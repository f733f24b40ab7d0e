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
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { rate: times.length / seconds, p50: at(0.5), p99: at(0.99) };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function requestBytes({ port, path, contentType }: LoadOptions, body: string): Uint8Array {
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

// Answers to posts are empty: they end where their head ends.
async function readAnswer(connection: Deno.TcpConn): Promise<void> {
  const buffer = new Uint8Array(4096);
  let text = "";
  while (!text.includes("\r\n\r\n")) {
    const read = await connection.read(buffer);
    if (read === null) throw new Error("The server closed the connection");
    text += decoder.decode(buffer.subarray(0, read));
  }
  if (!/^HTTP\/1\.1 204 /.test(text)) throw new Error(`Answered ${text.split("\r\n")[0]}`);
}
