/** A server of files on loopback, as a release is served from; it keeps what was asked for. */
export interface FileServer extends AsyncDisposable {
  /** Such as `http://127.0.0.1:40000`. */
  readonly url: string;
  /** Paths, in the order in which they were asked for. */
  readonly asked: string[];
  /** By path, such as `/latest/download/SHA256SUMS`; may change while it serves. */
  readonly files: Map<string, Uint8Array>;
  /** Paths whose connection breaks off in the middle of the file. */
  readonly cut: Set<string>;
}

/** Serves files by HTTP/1.0 on a free port, until the end of the scope. */
export function serveFiles(files: Iterable<readonly [string, Uint8Array]> = []): FileServer {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const server = {
    url: `http://127.0.0.1:${listener.addr.port}`,
    asked: [] as string[],
    files: new Map(files),
    cut: new Set<string>(),
  };
  const answers: Promise<void>[] = [];
  const accepting = (async () => {
    for await (const connection of listener) answers.push(answer(connection, server));
  })();
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
      await Promise.all(answers);
    },
  };
}

/** On sockets, since a server of HTTP does not break off in the middle. */
async function answer(
  connection: Deno.TcpConn,
  { asked, files, cut }: Pick<FileServer, "asked" | "files" | "cut">,
): Promise<void> {
  using _connection = connection;
  try {
    const path = await readPath(connection);
    if (path === null) return;
    asked.push(path);
    const body = files.get(path);
    const head = body === undefined
      ? "HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n"
      : `HTTP/1.0 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`;
    await writeAll(connection, new TextEncoder().encode(head));
    if (body !== undefined) {
      await writeAll(connection, cut.has(path) ? body.subarray(0, body.length >> 1) : body);
    }
  } catch {
    // The client went away: that is its own affair.
  }
}

async function readPath(connection: Deno.TcpConn): Promise<string | null> {
  let head = "";
  const part = new Uint8Array(4096);
  while (!head.includes("\r\n\r\n")) {
    const read = await connection.read(part);
    if (read === null) return null;
    head += new TextDecoder().decode(part.subarray(0, read));
  }
  return head.split(" ")[1] ?? null;
}

async function writeAll(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}
