import type { Category, JsonObject, Status } from "../../events/event.ts";
import { field, objectIn, textIn } from "../../events/json.ts";
import { dotted } from "../../events/types.ts";
import { scopeOf, shortName, type TelemetryRecord } from "./record.ts";
import { unreadFields } from "./unread_fields.ts";
import { anyValue, attributesIn, numberFrom, objectsIn, timeFrom } from "./values.ts";
import { lookup } from "../../events/lookup.ts";

const CATEGORIES: Readonly<Record<string, Category>> = {
  tool_result: "tool",
  tool_decision: "tool",
  subagent_completed: "agent",
  assistant_response: "agent",
  compaction: "memory",
  hook_registered: "system",
  hook_execution_start: "system",
  hook_execution_complete: "system",
  hook_plugin_metrics: "system",
  internal_error: "system",
  mcp_server_connection: "system",
  plugin_installed: "system",
  plugin_loaded: "system",
  retention_sweep: "system",
};

const READ = ["attributes", "body", "timeUnixNano"];
/** Most records were observed when they happened. */
const TIMES = [...READ, "observedTimeUnixNano"];

/** The records of `POST /v1/logs`: Claude Code's events, and anybody else's log lines. */
export function logRecords(body: JsonObject): readonly TelemetryRecord[] {
  return objectsIn(body, "resourceLogs").flatMap((group) => {
    const resource = attributesIn(objectIn(group, "resource"));
    return objectsIn(group, "scopeLogs").flatMap((scope) => {
      const about = scopeOf(scope);
      return objectsIn(scope, "logRecords").map((record) => read(record, resource, about));
    });
  });
}

function read(record: JsonObject, resource: JsonObject, scope: JsonObject): TelemetryRecord {
  const attributes = attributesIn(record);
  const text = anyValue(field(record, "body"));
  const line = typeof text === "string" ? text : undefined;
  const named = textIn(record, "eventName") ?? textIn(attributes, "event.name");
  const name = shortName(named ?? eventName(line) ?? "log");
  const [time, observed] = [field(record, "timeUnixNano"), field(record, "observedTimeUnixNano")];
  return {
    type: `otel.${dotted(name)}`,
    category: lookup(CATEGORIES, name) ?? "session",
    ts: timeFrom(time) ?? timeFrom(observed),
    status: statusOf(name, record, attributes),
    summary: summarise(name, attributes, line),
    attributes,
    resource,
    rest: {
      ...(text === undefined ? {} : { body: text }),
      ...unreadFields(record, timeFrom(time) === undefined || observed === time ? TIMES : READ),
      ...scope,
    },
  };
}

function eventName(line: string | undefined): string | undefined {
  return line !== undefined && /^claude_code\.\w+$/.test(line) ? line : undefined;
}

const ERROR_SEVERITY = 17;

function statusOf(name: string, record: JsonObject, attributes: JsonObject): Status | undefined {
  const success = field(attributes, "success");
  if (success === false || success === "false" || /error|refusal|exhausted/.test(name)) {
    return "error";
  }
  if ((numberFrom(field(record, "severityNumber")) ?? 0) >= ERROR_SEVERITY) return "error";
  return success === true || success === "true" || name === "api_request" ? "ok" : undefined;
}

function summarise(name: string, attributes: JsonObject, line: string | undefined): string {
  const number = (key: string) => numberFrom(field(attributes, key));
  switch (name) {
    case "api_request": {
      const cost = number("cost_usd");
      const input = number("input_tokens");
      const figures = [
        ...reported(input, (n) => `${n} tokens in`),
        ...reported(
          number("output_tokens"),
          (n) => `${n}${input === undefined ? " tokens" : ""} out`,
        ),
        ...reported(cost, (n) => `$${n.toFixed(4)}`),
      ];
      const model = textIn(attributes, "model") ?? "Model";
      return figures.length === 0 ? `${model} answered` : `${model}: ${figures.join(", ")}`;
    }
    case "tool_result":
    case "tool_decision":
      return `${textIn(attributes, "tool_name") ?? "Tool"}: ${
        textIn(attributes, "error", "error_type", "decision") ?? "finished"
      }`;
    case "user_prompt":
      return `Prompt: ${
        textIn(attributes, "prompt") ?? `${number("prompt_length") ?? "?"} characters`
      }`;
    default: {
      const text = textIn(attributes, "error", "message", "name", "agent_type", "model") ??
        (eventName(line) === undefined ? line : undefined);
      const label = name.replaceAll("_", " ");
      return text === undefined
        ? label.slice(0, 1).toUpperCase() + label.slice(1)
        : `${label}: ${text}`;
    }
  }
}

/** What nobody reported is left out: it is not zero. */
function reported(n: number | undefined, words: (n: number) => string): readonly string[] {
  return n === undefined ? [] : [words(n)];
}
