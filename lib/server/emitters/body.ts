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
