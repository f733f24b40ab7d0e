import type { JsonObject } from "../../events/event.ts";
import { field, objectIn, textIn } from "../../events/json.ts";
import { dotted } from "../../events/types.ts";
import { shortName, type TelemetryRecord } from "./record.ts";
import { attributesIn, numberFrom, objectsIn, timeFrom } from "./values.ts";

const KINDS = ["sum", "gauge", "histogram", "exponentialHistogram", "summary"] as const;

/** The records of `POST /v1/metrics`: one a data point. */
export function metricRecords(body: JsonObject): readonly TelemetryRecord[] {
  return objectsIn(body, "resourceMetrics").flatMap((group) => {
    const resource = attributesIn(objectIn(group, "resource"));
    return objectsIn(group, "scopeMetrics").flatMap((scope) =>
      objectsIn(scope, "metrics").flatMap((metric) => readMetric(metric, resource))
    );
  });
}

function readMetric(metric: JsonObject, resource: JsonObject): readonly TelemetryRecord[] {
  return KINDS.flatMap((kind) => {
    const content = objectIn(metric, kind);
    const temporality = field(content, "aggregationTemporality");
    return objectsIn(content, "dataPoints").map((point) =>
      readPoint(
        metric,
        point,
        { kind, ...(temporality === undefined ? {} : { temporality }) },
        resource,
      )
    );
  });
}

function readPoint(
  metric: JsonObject,
  point: JsonObject,
  about: JsonObject,
  resource: JsonObject,
): TelemetryRecord {
  const attributes = attributesIn(point);
  const name = textIn(metric, "name") ?? "metric";
  const unit = textIn(metric, "unit");
  const value = numberFrom(field(point, "asDouble")) ?? numberFrom(field(point, "asInt")) ??
    numberFrom(field(point, "sum"));
  const kind = textIn(attributes, "type");
  return {
    type: `otel.metric.${dotted(shortName(name))}`,
    category: textIn(attributes, "session.id") === undefined ? "system" : "session",
    ts: timeFrom(field(point, "timeUnixNano")),
    summary: `${shortName(name).replaceAll(/[._]/g, " ")}${
      kind === undefined ? "" : ` (${kind})`
    }: ${value ?? "?"} ${unit ?? ""}`,
    attributes,
    resource,
    rest: {
      metric: name,
      ...(value === undefined ? { point } : { value }),
      ...(unit === undefined ? {} : { unit }),
      ...about,
    },
  };
}
