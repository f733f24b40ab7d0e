/** A socket's address and port. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/**
 * Reads an endpoint as the tools print it: `127.0.0.1:8765`, `[::1]:8765`, `::1:8765`, `*:8765`,
 * `[::ffff:127.0.0.1]:8765`, `127.0.0.1%lo:8765`.
 *
 * @returns `null` when it is none
 */
export function parseEndpoint(text: string): Endpoint | null {
  const match = /^(.*):(\d{1,5})$/.exec(text);
  if (match === null) return null;
  const [, host = "", port] = match;
  const address = host.replace(/^\[|\]$/g, "").replace(/%.*$/, "").replace(/^::ffff:(?=\d)/, "");
  return { address: address === "*" || address === "" ? "0.0.0.0" : address, port: Number(port) };
}
