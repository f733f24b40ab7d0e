import type { Json, JsonObject } from "../../events/event.ts";
import { field, objectIn, textIn } from "../../events/json.ts";
import { dotted } from "../../events/types.ts";
import { scopeOf, shortName, type TelemetryRecord } from "./record.ts";
import { unreadFields } from "./unread_fields.ts";
import { attributesIn, exactInteger, numberFrom, objectsIn, timeFrom } from "./values.ts";

const KINDS = ["sum", "gauge", "histogram", "exponentialHistogram", "summary"] as const;

/** The records of `POST /v1/metrics`: one a data point. */
export function metricRecords(body: JsonObject): readonly TelemetryRecord[] {
  return objectsIn(body, "resourceMetrics").flatMap((group) => {
    const resource = attributesIn(objectIn(group, "resource"));
    return objectsIn(group, "scopeMetrics").flatMap((scope) => {
      const about = scopeOf(scope);
      return objectsIn(scope, "metrics").flatMap((metric) => readMetric(metric, resource, about));
    });
  });
}

function readMetric(
  metric: JsonObject,
  resource: JsonObject,
  scope: JsonObject,
): readonly TelemetryRecord[] {
  return KINDS.flatMap((kind) => {
    const content = objectIn(metric, kind);
    const temporality = field(content, "aggregationTemporality");
    const about = {
      kind,
      ...(temporality === undefined ? {} : { temporality }),
      ...unreadFields(content, ["dataPoints", "aggregationTemporality"]),
      ...unreadFields(metric, ["name", "unit", ...KINDS]),
      ...scope,
    };
    return objectsIn(content, "dataPoints").map((point) =>
      readPoint(metric, point, about, resource)
    );
  });
}

const READ = ["attributes", "timeUnixNano", "asDouble", "asInt", "sum"];

function readPoint(
  metric: JsonObject,
  point: JsonObject,
  about: JsonObject,
  resource: JsonObject,
): TelemetryRecord {
  const attributes = attributesIn(point);
  const name = textIn(metric, "name") ?? "metric";
  const unit = textIn(metric, "unit");
  const value = numberFrom(field(point, "asDouble")) ?? wholeIn(point) ??
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
      ...(value === undefined ? { point } : { value, ...unreadFields(point, READ) }),
      ...(unit === undefined ? {} : { unit }),
      ...about,
    },
  };
}

function wholeIn(point: JsonObject): Json | undefined {
  const value = exactInteger(field(point, "asInt"));
  return numberFrom(value) === undefined ? undefined : value;
}
