/**
 * The routes that emitters post to, answered on `node:http`'s own request and response: agents wait
 * for these answers, and a request in the web's form costs more than all that is done with it. What
 * is refused, and why, is decided by the same functions as for all other routes.
 */
import { Buffer } from "node:buffer";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Access } from "../access/access.ts";
import { type Refusal, refusalFor, TOO_LARGE } from "../refusal.ts";
import { assessRequest, type GuardPolicy } from "../access/guard.ts";
import type { EventIngestor } from "../../ingest/event_ingestor.ts";
import { type BodyForm, HTTP_ROUTES } from "../../ingest/routes.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { factsOf, headerOf } from "../access/request_facts.ts";
import { BodyIdleError, BodyLostError, BodyTooLargeError, drain } from "./body.ts";
import type { BodyParts } from "./body_reader.ts";
import { EncodingError } from "./decode_bytes.ts";
import { postEvents } from "./post_events.ts";
import { postHook } from "./post_hook.ts";
import { postTelemetry } from "./post_telemetry.ts";
import { type EmitterRoute, refusedReply, type Reply } from "./reply.ts";
import { telemetryRefusal } from "./telemetry_refusal.ts";

/** What these routes are made from. */
export interface EmitterParts {
  readonly policy: GuardPolicy;
  readonly access: Pick<Access, "may" | "refusal">;
  readonly ingestor: EventIngestor;
  readonly bodies: BodyParts;
  readonly metrics: Pick<Metrics, "measureIngest" | "countRefused">;
  /** One line for the log. */
  readonly log: (line: string) => void;
}

/** Answers a request if it is an emitter's, and says whether it is. */
export type EmitterListener = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Makes the listener for all routes that emitters post to. */
export function createEmitterListener(parts: EmitterParts): EmitterListener {
  const { ingestor, bodies } = parts;
  const make = (form: BodyForm): EmitterRoute => {
    if (form === "events") return postEvents(ingestor, bodies);
    return form === "hook" ? postHook(ingestor, bodies) : postTelemetry(form, ingestor, bodies);
  };
  const routes = new Map(
    Object.entries(HTTP_ROUTES).map(([path, { form }]) => [path, make(form)]),
  );
  return (request, response) => {
    if (request.method !== "POST") return false;
    const url = request.url ?? "";
    const path = routes.has(url) ? url : pathOf(url);
    const route = routes.get(path);
    if (route === undefined) return false;
    void serve(parts, { request, response, path, route });
    return true;
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly route: EmitterRoute;
}

async function serve(parts: EmitterParts, exchange: Exchange): Promise<void> {
  const { request, response, path } = exchange;
  const started = performance.now();
  const reply = await refuseAtOnce(parts, exchange) ?? await run(parts, exchange);
  if (reply === null) return;
  if (reply.refused !== undefined) parts.metrics.countRefused(reply.refused);
  else parts.metrics.measureIngest(path, (performance.now() - started) / 1000);
  send(response, reply, corsHeaders(request, parts.policy));
  if (!request.readableEnded) response.once("finish", () => drain(request));
}

async function refuseAtOnce(
  { policy, access }: EmitterParts,
  { request, path }: Exchange,
): Promise<Reply | null> {
  const guarded = assessRequest(factsOf(request, path), policy);
  if (guarded !== null) return refusedReply(guarded);
  return access.may("send", request) ? null : refusedReply(await access.refusal(request));
}

/** `null` when nobody is left to be answered. */
async function run(
  { log }: EmitterParts,
  { request, path, route }: Exchange,
): Promise<Reply | null> {
  try {
    return await route(request, path);
  } catch (failure) {
    if (failure instanceof BodyLostError || request.errored !== null) return null;
    const refusal = refusalOf(failure);
    if (refusal.status === 503) log(`POST ${path} failed: ${String(failure)}`);
    return path.startsWith("/v1/") ? telemetryRefusal(refusal) : refusedReply(refusal);
  }
}

function refusalOf(failure: unknown): Refusal {
  if (failure instanceof BodyTooLargeError) return TOO_LARGE;
  if (failure instanceof BodyIdleError) {
    return { status: 408, error: { code: "timeout", message: failure.message } };
  }
  return failure instanceof EncodingError ? failure.refusal : refusalFor(failure);
}

function send(response: ServerResponse, reply: Reply, headers: OutgoingHttpHeaders): void {
  if (reply.body === undefined) {
    response.writeHead(reply.status, headers);
    response.end();
    return;
  }
  const text = JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    ...headers,
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    "Content-Length": Buffer.byteLength(text),
  });
  response.end(text);
}

const NO_HEADERS: OutgoingHttpHeaders = {};

// As Hono's `cors` says it to the other routes; preflight requests are left to it.
function corsHeaders(request: IncomingMessage, { origins }: GuardPolicy): OutgoingHttpHeaders {
  if (origins.length === 0) return NO_HEADERS;
  const origin = headerOf(request, "origin");
  return {
    ...(origin !== undefined && origins.includes(origin)
      ? { "Access-Control-Allow-Origin": origin }
      : {}),
    "Access-Control-Allow-Credentials": "true",
    "Vary": "Origin",
  };
}

/** The path of an unusual spelling, read as the other routes read it; empty where it is none. */
function pathOf(url: string): string {
  if (url.includes("\\")) return "";
  const parsed = URL.parse(url.startsWith("/") ? `http://localhost${url}` : url);
  try {
    return decodeURI(parsed?.pathname ?? "");
  } catch {
    return "";
  }
}
