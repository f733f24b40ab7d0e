import type { Category, JsonObject, Status } from "../../events/event.ts";
import { field, objectIn, textIn } from "../../events/json.ts";
import { oneLine } from "../../events/one_line.ts";
import { sanitise } from "../../events/redact/sanitise.ts";
import type { NewEvent } from "../../events/new_event.ts";
import type { IngestContext } from "../ingest_context.ts";
import { unreadFields } from "./unread_fields.ts";
import { attributesIn, numberFrom } from "./values.ts";

/** One record of telemetry, of any of the three kinds. */
export interface TelemetryRecord {
  /** Of those in `otel.…`. */
  readonly type: string;
  readonly category: Category;
  /** ms since 1970, UTC. */
  readonly ts: number | undefined;
  readonly summary: string;
  readonly status?: Status | undefined;
  readonly duration?: number | undefined;
  readonly attributes: JsonObject;
  readonly resource: JsonObject;
  /** What the record holds beside its attributes. */
  readonly rest?: JsonObject;
}

/** Names of what telemetry is about are given as `claude_code.…`. */
export function shortName(name: string): string {
  return name.replace(/^claude_code\./, "");
}

/** Claude Code's own scopes say no more than the resource does. */
const OWN_SCOPE = /^com\.anthropic\.claude_code\b/;

/** What is kept of the scope that records came in. */
export function scopeOf(group: JsonObject): JsonObject {
  const scope = objectIn(group, "scope");
  const name = textIn(scope, "name");
  if (name === undefined || OWN_SCOPE.test(name)) return {};
  return { _scope: { ...unreadFields(scope, ["attributes"]), ...attributesIn(scope) } };
}

/** Makes the canonical event of a telemetry record. */
export function fromRecord(record: TelemetryRecord, context: IngestContext): NewEvent {
  const { attributes, resource, rest } = record;
  const toolUse = textIn(attributes, "tool_use_id");
  const correlation = toolUse ?? textIn(attributes, "prompt.id");
  const duration = record.duration ?? numberFrom(field(attributes, "duration_ms"));
  const optional = {
    session: textIn(attributes, "session.id") ?? textIn(resource, "session.id"),
    agent: textIn(attributes, "agent.id", "agent_id", "agent.name"),
    project: textIn(attributes, "cwd", "project.path") ?? textIn(resource, "cwd"),
    tool: textIn(attributes, "tool_name", "tool.name"),
    correlation,
    status: record.status,
    duration_ms: duration !== undefined && duration >= 0 ? duration : undefined,
  };
  return {
    draft: {
      ts: record.ts ?? context.received,
      received: context.received,
      source: "otel",
      category: record.category,
      type: record.type,
      ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
      summary: oneLine(record.summary),
      // A second time, since only now do names stand beside their values.
      data: sanitise({ ...attributes, ...rest, _resource: resource }, context),
    },
    ...(toolUse === undefined ? {} : { once: true }),
    body: context.body,
  };
}
