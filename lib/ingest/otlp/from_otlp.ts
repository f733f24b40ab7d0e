/** OpenTelemetry's three kinds of telemetry, as OTLP/HTTP JSON carries them. */
import type { JsonObject } from "../../events/event.ts";
import { sanitise } from "../../events/redact/sanitise.ts";
import type { NewEvent } from "../../events/new_event.ts";
import type { IngestContext } from "../ingest_context.ts";
import { logRecords } from "./logs.ts";
import { metricRecords } from "./metrics.ts";
import { fromRecord, type TelemetryRecord } from "./record.ts";
import { spanRecords } from "./traces.ts";

/** What is exported to `/v1/logs`, `/v1/metrics` and `/v1/traces`. */
export type TelemetryKind = "logs" | "metrics" | "traces";

const READERS: Readonly<
  Record<TelemetryKind, (body: JsonObject) => readonly TelemetryRecord[]>
> = { logs: logRecords, metrics: metricRecords, traces: spanRecords };

/**
 * Understands one OTLP export: an event a log record, data point or span. What is no record is
 * passed over; an export without any is no error.
 */
export function fromOtlp(
  kind: TelemetryKind,
  body: JsonObject,
  context: IngestContext,
): readonly NewEvent[] {
  return READERS[kind](sanitise(body, context)).map((record, index) =>
    fromRecord(record, { ...context, body: context.body && `${context.body} ${index}` })
  );
}
