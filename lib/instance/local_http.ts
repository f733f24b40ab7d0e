import { localAddresses } from "./home/host.ts";
import { formatHost } from "../address.ts";

/** A request to a server on this machine. */
export interface LocalRequest {
  /** As the server was told to listen: `localhost`, or an address. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly method?: "GET" | "POST";
  /** Bearer token. */
  readonly token?: string | null;
  readonly body?: unknown;
  /** Milliseconds for the whole exchange. */
  readonly timeout: number;
}

/** What came back; `body` is `null` when it was no JSON. */
export type LocalAnswer =
  | { readonly kind: "answer"; readonly status: number; readonly body: unknown }
  /** Nobody listens there. */
  | { readonly kind: "refused" }
  /** Somebody listens, but gave no answer in time. */
  | { readonly kind: "silent" };

/** Asks a server on this machine. Never throws for what the other side does. */
export async function requestLocal(request: LocalRequest): Promise<LocalAnswer> {
  for (const address of localAddresses(request.host)) {
    const answer = await requestAt(address, request);
    if (answer.kind !== "refused") return answer;
  }
  return { kind: "refused" };
}

async function requestAt(
  address: string,
  { port, path, method = "GET", token = null, body, timeout }: LocalRequest,
): Promise<LocalAnswer> {
  const client = directClient(address, port);
  try {
    const init: RequestInit & { client: Deno.HttpClient } = {
      method,
      client,
      redirect: "manual",
      signal: AbortSignal.timeout(timeout),
      headers: {
        connection: "close",
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const response = await fetch(`http://${formatHost(address)}:${port}${path}`, init);
    return { kind: "answer", status: response.status, body: await jsonOf(response) };
  } catch {
    return { kind: await isListening(address, port, timeout) ? "silent" : "refused" };
  } finally {
    client.close();
  }
}

/**
 * A client that connects to this address and no other: fetch would otherwise ask the proxy that the
 * environment names.
 */
export function directClient(hostname: string, port: number): Deno.HttpClient {
  return Deno.createHttpClient({
    proxy: { transport: "tcp", hostname: formatHost(hostname), port },
  });
}

/**
 * The address of this machine at which a server on this host and port takes connections.
 *
 * @param timeout ms to wait for each connection
 * @returns `null` when nobody listens there
 */
export async function addressOf(
  host: string,
  port: number,
  timeout: number,
): Promise<string | null> {
  for (const address of localAddresses(host)) {
    if (await isListening(address, port, timeout)) return address;
  }
  return null;
}

/** No answer of ours is larger; what a stranger sends is not read to its end. */
const MAX_CHARACTERS = 1 << 20;

async function jsonOf(response: Response): Promise<unknown> {
  let text = "";
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return null;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
    if (text.length > MAX_CHARACTERS) {
      await reader.cancel();
      return null;
    }
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A connection that is neither taken nor refused in time counts as taken: somebody is there. */
async function isListening(hostname: string, port: number, timeout: number): Promise<boolean> {
  const connecting = Deno.connect({ hostname, port }).then((connection) => {
    connection.close();
    return true;
  }, () => false);
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(true), timeout);
  try {
    return await Promise.race([connecting, late]);
  } finally {
    clearTimeout(timer);
  }
}
