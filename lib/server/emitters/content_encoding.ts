/** Bodies of requests without their content encoding. */
import type { IncomingMessage } from "node:http";
import type { Refused } from "../http/answers.ts";
import { headerOf } from "../access/request_facts.ts";
import { readBytes } from "./body.ts";
import { inflate } from "./inflate.ts";

/** A body inflates to so many bytes at most. */
const MAX_INFLATED = 32 * 1024 * 1024;

/** Names of encodings, without regard to case, and what undoes them. */
const FORMATS: Readonly<Record<string, CompressionFormat>> = {
  gzip: "gzip",
  "x-gzip": "gzip",
  deflate: "deflate",
};

/** A body whose content encoding is not known, or is not what it says. */
export class EncodingError extends Error {
  override readonly name = "EncodingError";

  /** @param refused what its sender is answered */
  constructor(readonly refused: Refused) {
    super(refused.error.message);
  }
}

/**
 * Reads a body whole, and undoes its content encoding.
 *
 * @throws {EncodingError} when that is none that is known, or the body does not follow it
 * @throws {RangeError} when it is too large, or too large when it is inflated
 * @throws {BodyLostError} when the connection ends before
 */
export async function readDecoded(request: IncomingMessage): Promise<Uint8Array> {
  const formats = formatsOf(request);
  let body = await readBytes(request);
  for (const format of formats) body = await undo(body, format);
  return body;
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

/** In the order in which they have to be undone. */
function formatsOf(request: IncomingMessage): readonly CompressionFormat[] {
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

async function undo(body: Uint8Array, format: CompressionFormat): Promise<Uint8Array> {
  try {
    return await inflate(new Uint8Array(body), MAX_INFLATED, format);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    // Some senders leave the frame out that the name stands for.
    if (format === "deflate") return await undo(body, "deflate-raw");
    const name = format === "gzip" ? "gzip" : "deflate";
    const message = `The body is not ${name}, as its Content-Encoding says`;
    throw new EncodingError({ status: 400, error: { code: `not_${name}`, message } });
  }
}

function encodingError(message: string, hint: string): EncodingError {
  return new EncodingError({ status: 415, error: { code: "encoding", message, hint } });
}
