import type { IncomingMessage } from "node:http";
import { headerOf } from "../access/request_facts.ts";
import { readDecoded } from "./content_encoding.ts";

const UTF_8 = new TextDecoder();

/**
 * Reads a body whole, as text. One of a charset other than UTF-8 is decoded by it; wrong bytes
 * become U+FFFD.
 *
 * @throws {EncodingError} when its content encoding cannot be undone
 * @throws {RangeError} when it is too large
 * @throws {BodyLostError} when the connection ends before
 */
export async function readText(request: IncomingMessage): Promise<string> {
  const bytes = await readDecoded(request);
  const charset = /charset="?([\w-]+)/i.exec(headerOf(request, "content-type") ?? "")?.[1];
  if (charset === undefined || /^utf-?8$/i.test(charset)) return UTF_8.decode(bytes);
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return UTF_8.decode(bytes);
  }
}
