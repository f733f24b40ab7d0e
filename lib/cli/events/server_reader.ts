import { directClient } from "../../instance/local_http.ts";

/** A server whose answers are read. */
export interface Served {
  /** `http://127.0.0.1:8765`. */
  readonly url: string;
  readonly token: string | undefined;
}

/**
 * Asks a server for JSON, however long; the caller knows the type of what is behind the path.
 *
 * @throws {Error} when it gives no good answer
 */
export async function readServer<Answer>({ url, token }: Served, path: string): Promise<Answer> {
  const { hostname, port } = new URL(url);
  using client = directClient(hostname.replace(/^\[|\]$/g, ""), Number(port));
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const init: RequestInit & { client: Deno.HttpClient } = { client, headers };
  const response = await fetch(url + path, init);
  if (response.ok) return await response.json();
  await response.body?.cancel();
  throw new Error(`The server answered ${response.status}`);
}
