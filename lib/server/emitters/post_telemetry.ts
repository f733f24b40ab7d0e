import { unknownNames } from "../../ingest/otlp/unknown_names.ts";
import type { TelemetryKind } from "../../ingest/otlp/from_otlp.ts";
import type { EventIngestor } from "../../ingest/event_ingestor.ts";
import { headerOf } from "../access/request_facts.ts";
import type { BodyParts } from "./body_reader.ts";
import { decodeSmall, formatsOf } from "./content_encoding.ts";
import { largeBody } from "./large/large_body.ts";
import type { LargeBodies } from "./large/large_bodies.ts";
import type { EmitterRoute, Reply } from "./reply.ts";
import type { Refusal } from "../refusal.ts";
import { telemetryRefusal } from "./telemetry_refusal.ts";

/** What an export's list of records is called. */
const LISTS: Readonly<Record<TelemetryKind, string>> = {
  logs: "resourceLogs",
  metrics: "resourceMetrics",
  traces: "resourceSpans",
};

/**
 * `POST /v1/logs`, `/v1/metrics` and `/v1/traces`: OTLP/HTTP with JSON bodies, compressed or not,
 * answered in OTLP's own form once it is stored. Fields that OTLP does not have are passed over; an
 * export in which there is nothing else is refused, since its sender would lose all of it.
 */
export function postTelemetry(
  kind: TelemetryKind,
  ingestor: EventIngestor,
  { large, reader }: BodyParts,
): EmitterRoute {
  return async (request, path) => {
    if (/protobuf/i.test(headerOf(request, "content-type") ?? "")) {
      return telemetryRefusal(PROTOBUF);
    }
    const formats = formatsOf(request);
    const pieces = await reader.readPieces(request);
    const bytes = decodeSmall(pieces, formats);
    if (bytes === null) {
      const context = ingestor.context();
      const body = largeBody(request, { path, formats, ...context });
      return await storeLarge(kind, ingestor, large.understand(body, pieces));
    }
    const { events, objects, faults } = ingestor.read(path, new TextDecoder().decode(bytes));
    const [fault] = faults;
    if (fault !== undefined) {
      return notJson(fault.message);
    }
    const unknown = events.length > 0 ? [] : objects.flatMap((body) => unknownNames(kind, body));
    if (unknown.length > 0) return nothingKnown(kind, unknown);
    await ingestor.accept(events);
    return { status: 200, body: {} };
  };
}

async function storeLarge(
  kind: TelemetryKind,
  ingestor: EventIngestor,
  parts: ReturnType<LargeBodies["understand"]>,
): Promise<Reply> {
  try {
    let part = await parts.next();
    for (; part.done !== true; part = await parts.next()) await ingestor.accept(part.value.events);
    if (part.value.length > 0) return nothingKnown(kind, part.value);
    return { status: 200, body: {} };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return notJson(`Not JSON: ${error.message}`);
  } finally {
    await parts.return([]);
  }
}

const PROTOBUF: Refusal = {
  status: 415,
  error: {
    code: "protobuf",
    message: "This server takes telemetry as JSON, and this is protobuf",
    hint: "Set OTEL_EXPORTER_OTLP_PROTOCOL=http/json",
  },
};

function notJson(message: string): Reply {
  return telemetryRefusal({ status: 400, error: { code: "not_json", message } });
}

function nothingKnown(kind: TelemetryKind, unknown: readonly string[]): Reply {
  const names = unknown.slice(0, 3).map((name) => JSON.stringify(name.slice(0, 60))).join(", ");
  return telemetryRefusal({
    status: 400,
    error: {
      code: "no_records",
      message: `Nothing in this export has a name that OTLP gives: ${names}`,
      hint: `OTLP's JSON writes names like ${LISTS[kind]}`,
    },
  });
}
