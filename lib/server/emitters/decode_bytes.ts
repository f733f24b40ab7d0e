/** Bodies of requests without their content encoding. */
import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import type { Refusal } from "../refusal.ts";

/** A body whose content encoding is not known, or is not what it says. */
export class EncodingError extends Error {
  override readonly name = "EncodingError";

  /** @param refused what its sender is answered */
  constructor(readonly refusal: Refusal) {
    super(refusal.error.message);
  }
}

const INFLATE = { gzip: gunzipSync, deflate: inflateSync, "deflate-raw": inflateRawSync };

/**
 * Undoes the content encodings of a body, but not without end: a small body can hold a huge one.
 * It blocks: what may become large is not for the main thread.
 *
 * @param formats in the order in which they have to be undone
 * @param most bytes that may come out of each
 * @throws {RangeError} when more would come out
 * @throws {EncodingError} when it is not of such a format
 */
export function decodeBytes(
  body: Uint8Array,
  formats: readonly CompressionFormat[],
  most: number,
): Uint8Array {
  return formats.reduce((bytes, format) => undo(bytes, format, most), body);
}

function undo(body: Uint8Array, format: CompressionFormat, most: number): Uint8Array {
  const inflate = INFLATE[format as keyof typeof INFLATE];
  try {
    return inflate(body, { maxOutputLength: most });
  } catch (error) {
    if (codeOf(error) === "ERR_BUFFER_TOO_LARGE" || error instanceof RangeError) {
      throw new RangeError(`The inflated body has more than ${most} bytes`);
    }
    // Some senders leave the frame out that the name stands for.
    if (format === "deflate") return undo(body, "deflate-raw", most);
    const name = format === "gzip" ? "gzip" : "deflate";
    const message = `The body is not ${name}, as its Content-Encoding says`;
    throw new EncodingError({ status: 400, error: { code: `not_${name}`, message } });
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}
