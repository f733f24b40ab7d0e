import type { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import type { EventIngestor } from "../../ingest/event_ingestor.ts";
import { type BodyForm, HTTP_ROUTES } from "../../ingest/routes.ts";
import { incomingOf } from "../access/access.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { REFUSAL, type Refusal, refusalFor, TOO_LARGE } from "../refusal.ts";
import { BodyIdleError, BodyLostError, BodyTooLargeError } from "./body.ts";
import type { BodyParts } from "./body_reader.ts";
import { EncodingError } from "./decode_bytes.ts";
import { postEvents } from "./post_events.ts";
import { postHook } from "./post_hook.ts";
import { postTelemetry } from "./post_telemetry.ts";
import { type EmitterRoute, refusedReply, type Reply } from "./reply.ts";
import { telemetryRefusal } from "./telemetry_refusal.ts";

/** What these routes are made from. */
export interface EmitterParts {
  readonly ingestor: EventIngestor;
  readonly bodies: BodyParts;
  readonly metrics: Pick<Metrics, "measureIngest">;
  /** One line for the log. */
  readonly log: (line: string) => void;
}

/**
 * The routes that emitters post to. They read bodies from `node:http`'s own request: piece by piece,
 * so that a large one is given up as soon as it is too large, and never copied.
 */
export function emitterRoutes(parts: EmitterParts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  for (const [path, { form }] of Object.entries(HTTP_ROUTES)) {
    const route = routeFor(form, parts);
    app.post(path, async (context) => {
      const started = performance.now();
      const reply = await run(parts, { request: incomingOf(context), path, route });
      if (reply === null) return RESPONSE_ALREADY_SENT;
      if (!isRefusal(reply)) {
        parts.metrics.measureIngest(path, (performance.now() - started) / 1000);
      }
      return answer(context, reply);
    });
  }
  return app;
}

function routeFor(form: BodyForm, { ingestor, bodies }: EmitterParts): EmitterRoute {
  if (form === "events") return postEvents(ingestor, bodies);
  return form === "hook" ? postHook(ingestor, bodies) : postTelemetry(form, ingestor, bodies);
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly route: EmitterRoute;
}

/** `null` when nobody is left to be answered. */
async function run({ log }: EmitterParts, exchange: Exchange): Promise<Reply | null> {
  const { request, path, route } = exchange;
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

function isRefusal(reply: Reply): boolean {
  return "refused" in reply && reply.refused !== undefined;
}

function answer(context: Context, reply: Reply): Response {
  if (!("body" in reply)) return context.body(null, reply.status);
  context.set(REFUSAL, reply.refused);
  return context.json(reply.body, reply.status);
}
