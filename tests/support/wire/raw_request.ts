/** A request written byte for byte, with headers that `fetch` would not let through. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

/** The answer; names of headers are in lower case, and `date` is left out. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request to 127.0.0.1; a POST has the body `{}`. */
export async function rawRequest(
  port: number,
  { method, path, headers }: RawRequest,
): Promise<RawAnswer> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const head = Object.entries({ connection: "close", ...headers })
    .flatMap(([name, values]) => [values].flat().map((value) => `${name}: ${value}\r\n`)).join("");
  const rest = method === "POST" ? "content-length: 2\r\n\r\n{}" : "\r\n";
  await connection.write(new TextEncoder().encode(`${method} ${path} HTTP/1.1\r\n${head}${rest}`));
  let answer = "";
  for await (const chunk of connection.readable) answer += new TextDecoder().decode(chunk);
  const end = answer.indexOf("\r\n\r\n");
  const [start = "", ...lines] = answer.slice(0, end).split("\r\n");
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(start)?.[1]),
    headers: Object.fromEntries(lines.map(readHeader).filter(([name]) => name !== "date")),
    body: answer.slice(end + 4),
  };
}

function readHeader(line: string): readonly [string, string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}
