/** What `Content-Encoding` says of a body. */
import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { headerOf } from "../access/request_facts.ts";
import { decodeBytes, EncodingError } from "./decode_bytes.ts";
import { LARGE_BODY } from "../limits.ts";

/** Names of encodings, without regard to case, and what undoes them. */
const FORMATS: Readonly<Record<string, CompressionFormat>> = {
  gzip: "gzip",
  "x-gzip": "gzip",
  deflate: "deflate",
};

/**
 * Joins a small body, and undoes its content encoding.
 *
 * @param formats from {@linkcode formatsOf}
 * @returns `null` where it is large, or becomes it
 * @throws {EncodingError} when the body does not follow its encoding
 */
export function decodeSmall(
  pieces: readonly Uint8Array[],
  formats: readonly CompressionFormat[],
): Uint8Array | null {
  if (pieces.reduce((sum, { length }) => sum + length, 0) > LARGE_BODY) return null;
  const [first] = pieces;
  const body = first !== undefined && pieces.length === 1 ? first : Buffer.concat(pieces);
  if (formats.length === 0) return body;
  try {
    return decodeBytes(body, formats, LARGE_BODY);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * Makes sure that a body has no content encoding.
 *
 * @throws {EncodingError} when it has one
 */
export function refuseEncoded(request: IncomingMessage): void {
  if (formatsOf(request).length === 0) return;
  throw encodingError(
    "A stream of lines is read as it comes, and cannot be compressed",
    "Send it without Content-Encoding, or as a JSON array",
  );
}

/**
 * The encodings of a body, in the order in which they have to be undone.
 *
 * @throws {EncodingError} when one is not known
 */
export function formatsOf(request: IncomingMessage): readonly CompressionFormat[] {
  const header = headerOf(request, "content-encoding");
  if (header === undefined) return NONE;
  return header.toLowerCase().split(",").map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity")
    .map((name) => {
      const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
      if (format !== undefined) return format;
      throw encodingError(
        `There is no way to read the content encoding "${name}"`,
        "Use gzip, deflate or none; telemetry: OTEL_EXPORTER_OTLP_COMPRESSION=gzip",
      );
    }).reverse();
}

const NONE: readonly CompressionFormat[] = [];

function encodingError(message: string, hint: string): EncodingError {
  return new EncodingError({ status: 415, error: { code: "encoding", message, hint } });
}
