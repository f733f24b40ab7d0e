import type { JsonObject } from "../events/event.ts";
import { lookup } from "../events/lookup.ts";
import type { NewEvent } from "../events/new_event.ts";
import { fromClaudeHook, fromEventsApi, fromSocket, fromStatusLine } from "./adapters.ts";
import type { IngestContext } from "./ingest_context.ts";
import { parseBody, type ParsedBody } from "./json_body.ts";
import { fromOtlp, type TelemetryKind } from "./otlp/from_otlp.ts";
import { parseExport } from "./otlp/parse_export.ts";

/** What `POST` to a route carries, which also decides what its sender is answered. */
export type BodyForm = "events" | "hook" | TelemetryKind;

/** How the bodies of one route are read. */
export interface IngestRoute {
  readonly form: BodyForm;
  readonly parse: (text: string) => ParsedBody;
  /** Turns one JSON object of a body into events. */
  readonly adapt: (object: JsonObject, context: IngestContext) => readonly NewEvent[];
}

/** Every route by which events come in over HTTP: one entry, and its adapter, is all that one needs. */
export const HTTP_ROUTES: Readonly<Record<string, IngestRoute>> = {
  "/api/events": { form: "events", parse: parseBody, adapt: fromEventsApi },
  "/hooks/claude": { form: "hook", parse: parseBody, adapt: fromClaudeHook },
  "/hooks/statusline": { form: "hook", parse: parseBody, adapt: fromStatusLine },
  "/v1/logs": telemetry("logs"),
  "/v1/metrics": telemetry("metrics"),
  "/v1/traces": telemetry("traces"),
};

function telemetry(form: TelemetryKind): IngestRoute {
  return {
    form,
    parse: parseExport,
    adapt: (object, context) => fromOtlp(form, object, context),
  };
}

const SOCKET = "socket ";

/** The route of a message that a socket client emits. */
export function socketRoute(message: string): string {
  return SOCKET + message;
}

/** Whether a route is that of a message which a socket client emits. */
export function isSocketRoute(name: string): boolean {
  return name.startsWith(SOCKET);
}

/**
 * How the bodies of a route are read.
 *
 * @throws {RangeError} when there is no such route
 */
export function routeNamed(name: string): IngestRoute {
  const route = lookup(HTTP_ROUTES, name);
  if (route !== undefined) return route;
  if (!isSocketRoute(name)) throw new RangeError(`No events come in by "${name}"`);
  const message = name.slice(SOCKET.length);
  return {
    form: "events",
    parse: parseBody,
    adapt: (object, context) => fromSocket(message, object, context),
  };
}
