/** A way to a server that breaks, as networks do: at any byte, without a word. */
export interface CuttingProxy extends AsyncDisposable {
  readonly port: number;
  /** Connections that were cut while the server was sending. */
  readonly cuts: number;
}

/** How a {@linkcode CuttingProxy} cuts. */
export interface CuttingOptions {
  /** The server's port on 127.0.0.1. */
  readonly to: number;
  /**
   * Bytes that a connection lets through to the client, of which so many were cut before it;
   * `Infinity` for all.
   */
  readonly bytes: (cuts: number) => number;
}

/** Listens on a free port of 127.0.0.1. */
export function startCuttingProxy({ to, bytes }: CuttingOptions): CuttingProxy {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.Conn>();
  let cuts = 0;
  const end = (...both: Deno.Conn[]) => {
    for (const connection of both) {
      if (open.delete(connection)) connection.close();
    }
  };
  const serve = async (client: Deno.Conn) => {
    open.add(client);
    const server = await Deno.connect({ hostname: "127.0.0.1", port: to }).catch(() => null);
    if (server === null) return end(client);
    open.add(server);
    const limit = bytes(cuts);
    const up = pass(client, server, Infinity);
    if (await pass(server, client, limit)) cuts++;
    end(client, server);
    await up;
  };
  const serving: Promise<void>[] = [];
  const accepting = (async () => {
    for await (const client of listener) serving.push(serve(client));
  })();
  return {
    port: (listener.addr as Deno.NetAddr).port,
    get cuts() {
      return cuts;
    },
    async [Symbol.asyncDispose]() {
      listener.close();
      end(...open);
      await accepting;
      await Promise.all(serving);
    },
  };
}

/** Passes bytes on; whether it ended because there were enough of them. */
async function pass(from: Deno.Conn, to: Deno.Conn, limit: number): Promise<boolean> {
  const buffer = new Uint8Array(4_096);
  let left = limit;
  try {
    for (let size; (size = await from.read(buffer)) !== null;) {
      let chunk = buffer.subarray(0, Math.min(size, left));
      left -= chunk.length;
      while (chunk.length > 0) chunk = chunk.subarray(await to.write(chunk));
      if (left === 0) return true;
    }
  } catch {
    // Either side may end at any time.
  }
  return false;
}
