import { reachableAddress } from "./home/host.ts";

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
  const { port, path, method = "GET", token = null, body, timeout } = request;
  const hostname = reachableAddress(request.host);
  // A direct connection: fetch would otherwise ask the proxy that the environment names.
  const client = Deno.createHttpClient({ proxy: { transport: "tcp", hostname, port } });
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
    const response = await fetch(`http://${urlHost(hostname)}:${port}${path}`, init);
    return { kind: "answer", status: response.status, body: await jsonOf(response) };
  } catch {
    return { kind: await isListening(hostname, port) ? "silent" : "refused" };
  } finally {
    client.close();
  }
}

/** No answer of ours is larger; what a stranger sends is not read to its end. */
const MOST_CHARACTERS = 1 << 20;

async function jsonOf(response: Response): Promise<unknown> {
  let text = "";
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return null;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
    if (text.length > MOST_CHARACTERS) {
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

async function isListening(hostname: string, port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname, port })).close();
    return true;
  } catch {
    return false;
  }
}

function urlHost(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}
