import type { JsonObject } from "../../events/event.ts";
import { field, objectIn, textIn } from "../../events/json.ts";
import { dotted } from "../../events/types.ts";
import { scopeOf, shortName, type TelemetryRecord } from "./record.ts";
import { unreadFields } from "./unread_fields.ts";
import { attributesIn, objectsIn, timeFrom } from "./values.ts";

const ERROR = [2, "STATUS_CODE_ERROR"] as const;

/** The records of `POST /v1/traces`: one a span. */
export function spanRecords(body: JsonObject): readonly TelemetryRecord[] {
  return objectsIn(body, "resourceSpans").flatMap((group) => {
    const resource = attributesIn(objectIn(group, "resource"));
    return objectsIn(group, "scopeSpans").flatMap((scope) => {
      const about = scopeOf(scope);
      return objectsIn(scope, "spans").map((span) => readSpan(span, resource, about));
    });
  });
}

const READ = ["attributes", "startTimeUnixNano", "endTimeUnixNano"];

function readSpan(span: JsonObject, resource: JsonObject, scope: JsonObject): TelemetryRecord {
  const attributes = attributesIn(span);
  const name = shortName(textIn(span, "name") ?? "span");
  const start = timeFrom(field(span, "startTimeUnixNano"));
  const end = timeFrom(field(span, "endTimeUnixNano"));
  const status = objectIn(span, "status");
  const failed = ERROR.some((code) => code === field(status, "code"));
  const problem = failed ? textIn(status, "message") ?? "failed" : undefined;
  const what = textIn(attributes, "tool_name", "tool.name", "model", "hook_name");
  return {
    type: `otel.span.${dotted(name)}`,
    category: /tool/.test(name) ? "tool" : /hook/.test(name) ? "system" : "session",
    ts: start,
    status: failed ? "error" : "ok",
    duration: start !== undefined && end !== undefined ? end - start : undefined,
    summary: `${name.replaceAll(/[._]/g, " ")}${what === undefined ? "" : ` (${what})`}${
      problem === undefined ? "" : `: ${problem}`
    }`,
    attributes,
    resource,
    rest: { ...unreadFields(span, READ), ...scope },
  };
}
