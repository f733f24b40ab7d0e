/** Bodies of requests, as `node:http` hands them over. */
import type { IncomingMessage } from "node:http";
import { headerOf } from "../access/request_facts.ts";

/** A body has more than {@linkcode MAX_BODY} bytes. */
export class BodyTooLargeError extends RangeError {
  override readonly name = "BodyTooLargeError";
}

/** The connection ended before the body did: nobody is left to be answered. */
export class BodyLostError extends Error {
  override readonly name = "BodyLostError";
}

/** No byte of a body has come for too long. */
export class BodyIdleError extends Error {
  override readonly name = "BodyIdleError";
}

/** Whether a body is a stream of lines, by its content type. */
export function isNdjson(request: IncomingMessage): boolean {
  return /^application\/(?:x-)?ndjson/i.test(headerOf(request, "content-type") ?? "");
}

/** A body that nobody wants is read for so many ms, and so many bytes, before the line is cut. */
const DRAIN_MS = 500;
const DRAIN_BYTES = 64 * 1024 * 1024;

/**
 * Reads the rest of a body that was answered before its end, so that the sender gets to read the
 * answer; but not for long.
 */
export function drain(request: IncomingMessage): void {
  if (request.readableEnded || request.destroyed) return;
  let bytes = 0;
  const end = () => {
    clearTimeout(timer);
    request.off("data", onData);
  };
  const cut = () => {
    end();
    request.socket.destroySoon();
  };
  const onData = (chunk: Uint8Array) => {
    bytes += chunk.length;
    if (bytes > DRAIN_BYTES) cut();
  };
  const timer = setTimeout(cut, DRAIN_MS);
  Deno.unrefTimer(timer);
  request.on("data", onData);
  request.on("end", end);
  request.on("close", end);
  request.resume();
}
