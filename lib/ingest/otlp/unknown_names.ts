import type { JsonObject } from "../../events/event.ts";
import { field, isJsonObject } from "../../events/json.ts";
import type { TelemetryKind } from "./from_otlp.ts";

/** The lists by which an export leads to its records, and what else may stand beside each. */
const LEVELS: Readonly<Record<TelemetryKind, readonly (readonly [string, readonly string[]])[]>> = {
  logs: [["resourceLogs", []], ["scopeLogs", ["resource"]], ["logRecords", ["scope"]]],
  metrics: [["resourceMetrics", []], ["scopeMetrics", ["resource"]], ["metrics", ["scope"]]],
  traces: [["resourceSpans", []], ["scopeSpans", ["resource"]], ["spans", ["scope"]]],
};

/**
 * The names on the way to an export's records that OTLP does not have, such as `resource_logs`.
 * They are to be passed over; an export that holds nothing else tells of a mistake.
 */
export function unknownNames(kind: TelemetryKind, body: JsonObject): readonly string[] {
  const unknown = new Set<string>();
  let messages: readonly JsonObject[] = [body];
  for (const [list, others] of LEVELS[kind]) {
    const known = [list, "schemaUrl", ...others];
    for (const message of messages) {
      for (const name of Object.keys(message)) if (!known.includes(name)) unknown.add(name);
    }
    messages = messages.flatMap((message) => {
      const items = field(message, list);
      return Array.isArray(items) ? items.filter(isJsonObject) : [];
    });
  }
  return [...unknown];
}
