/** A request written byte for byte, with headers that `fetch` would not let through. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends one request to 127.0.0.1; a POST has the body `{}`. */
export async function rawRequest(
  port: number,
  { method, path, headers }: RawRequest,
): Promise<{ status: number; body: string }> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const lines = Object.entries({ connection: "close", ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const rest = method === "POST" ? "content-length: 2\r\n\r\n{}" : "\r\n";
  await connection.write(new TextEncoder().encode(`${method} ${path} HTTP/1.1\r\n${head}${rest}`));
  let answer = "";
  for await (const chunk of connection.readable) answer += new TextDecoder().decode(chunk);
  const body = answer.slice(answer.indexOf("\r\n\r\n") + 4);
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]), body };
}
