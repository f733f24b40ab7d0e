/**
 * The thread in which large bodies are inflated, parsed and understood, one at a time. A compiled
 * binary must be given this file, since nothing imports it.
 */
import { unknownNames } from "../../../ingest/otlp/unknown_names.ts";
import { isJsonObject } from "../../../events/json.ts";
import { routeNamed } from "../../../ingest/routes.ts";
import { decodeBytes, EncodingError } from "../decode_bytes.ts";
import { decodeText } from "../decode_text.ts";
import { MAX_BODY } from "../../limits.ts";
import type { LargeAnswer, LargeBody, LargeRequest, Understood } from "./protocol.ts";
import { trimJson } from "./trim_json.ts";
import { understandLarge } from "./understand_large.ts";
import { withJson } from "./with_json.ts";

let parts: Generator<Understood> | undefined;
/** Looks what is wrong with an export in which nothing was found. */
let unknown: () => readonly string[] = () => [];

function begin(body: LargeBody, text: string): void {
  parts = understandLarge(body, text);
  const { form } = routeNamed(body.path);
  let isEmpty = true;
  unknown = () => {
    if (!isEmpty || form === "events" || form === "hook") return [];
    const value: unknown = JSON.parse(trimJson(text));
    return isJsonObject(value) ? unknownNames(form, value) : [];
  };
  const all = parts;
  parts = (function* () {
    for (const part of all) {
      isEmpty &&= part.events.length === 0;
      yield part;
    }
  })();
}

function textOf(request: Exclude<LargeRequest, "next">): string {
  if ("text" in request) return request.text;
  const { body: { formats, charset }, pieces } = request;
  const whole = joined(pieces);
  const bytes = decodeBytes(whole, formats, MAX_BODY);
  const text = decodeText(bytes, charset);
  free(whole, bytes);
  return text;
}

/** Joins pieces, each of which is gone as soon as it is a part of the whole. */
function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
    free(piece);
  }
  return whole;
}

/** Gives memory back at once, and not when the next collection of garbage finds it. */
function free(...arrays: readonly Uint8Array[]): void {
  for (const { buffer } of arrays) {
    // Small ones may be parts of a pool.
    if (buffer instanceof ArrayBuffer && buffer.byteLength > MIN_FREED) buffer.transfer(0);
  }
}

const MIN_FREED = 32 * 1024;

function answer(request: LargeRequest): LargeAnswer {
  try {
    if (request !== "next") begin(request.body, textOf(request));
    const next = parts?.next();
    if (next !== undefined && next.done !== true) {
      return { part: { ...next.value, events: next.value.events.map(withJson) } };
    }
    const end = { unknown: unknown() };
    forget();
    return { end };
  } catch (error) {
    forget();
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return {
      failure: {
        name,
        message,
        ...(error instanceof EncodingError ? { refused: error.refusal } : {}),
      },
    };
  }
}

function forget(): void {
  parts = undefined;
  unknown = () => [];
}

self.onmessage = ({ ports: [port] }) => {
  if (port === undefined) return;
  port.onmessage = ({ data }: MessageEvent<LargeRequest>) => {
    const answered = answer(data);
    const events = "part" in answered ? answered.part.events : [];
    port.postMessage(answered, events.flatMap(({ json }) => json?.buffer ?? []));
  };
};
