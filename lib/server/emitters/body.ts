/** Bodies of requests, as `node:http` hands them over. */
import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { MAX_BODY } from "../http/answers.ts";
import { headerOf } from "../access/request_facts.ts";

/** A body has more than {@linkcode MAX_BODY} bytes. */
export class BodyTooLargeError extends RangeError {
  override readonly name = "BodyTooLargeError";
}

/** The connection ended before the body did: nobody is left to be answered. */
export class BodyLostError extends Error {
  override readonly name = "BodyLostError";
}

/**
 * Reads a body whole.
 *
 * @throws {BodyTooLargeError} as soon as that is known
 * @throws {BodyLostError} when the connection ends before
 */
export function readBytes(request: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    if (Number(headerOf(request, "content-length") ?? 0) > MAX_BODY) {
      reject(new BodyTooLargeError());
      return;
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    const onData = (chunk: Uint8Array) => {
      size += chunk.length;
      if (size <= MAX_BODY) chunks.push(chunk);
      else {
        request.off("data", onData);
        reject(new BodyTooLargeError());
      }
    };
    const onLost = () => {
      // An error is dear, and each request closes.
      if (!request.readableEnded) reject(new BodyLostError("The connection ended within the body"));
    };
    request.on("data", onData);
    request.on("end", () => {
      const [first] = chunks;
      resolve(first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks));
    });
    request.on("error", onLost);
    request.on("close", onLost);
  });
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
