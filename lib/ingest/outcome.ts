import { endReason } from "../events/end_reason.ts";
import type { JsonObject, Status } from "../events/event.ts";
import { field, numberIn, objectIn, textIn } from "../events/json.ts";

/** Types that tell of something that has begun and will end with another event. */
const BEGINNINGS = new Set(["tool.pre", "agent.start", "agent.delegated", "test.start"]);

/** Types that always tell of a failure. */
const FAILURES = new Set([
  "tool.failure",
  "turn.failure",
  "permission.denied",
  "agent.error",
  "server.error",
  "client.error",
  "error",
]);

/** Types whose success is worth saying; of others only a failure is. */
const ENDINGS = new Set([
  "tool.post",
  "tool.batch",
  "agent.stop",
  "agent.returned",
  "agent.result",
  "task.completed",
  "hook.execution",
  "turn.stop",
  "git.operation",
  "test.result",
]);

/** How the thing that an event tells of went, as far as its emitter says. */
export function statusOf(type: string, payload: JsonObject): Status | undefined {
  if (BEGINNINGS.has(type)) return saysDone(type, payload) ? "ok" : "running";
  if (FAILURES.has(type) || saysFailure(payload)) return "error";
  if (type === "agent.stop" || type === "turn.stop") {
    const { failed, cancelled } = endReason(payload);
    if (failed || cancelled) return failed ? "error" : undefined;
  }
  if (type === "test.result" && (numberIn(payload, "failed") ?? 0) > 0) return "error";
  return ENDINGS.has(type) ? "ok" : undefined;
}

/** claude-mpm tells of a delegation once more when it is through. */
function saysDone(type: string, payload: JsonObject): boolean {
  return type === "agent.delegated" &&
    ["completed", "success", "done", "finished"].includes(textIn(payload, "status") ?? "");
}

function saysFailure(payload: JsonObject): boolean {
  const response = objectIn(payload, "tool_response");
  return field(payload, "success") === false ||
    ["is_error", "is_error_stop", "is_error_termination", "is_error_notification"].some((name) =>
      field(payload, name) === true
    ) ||
    ["error", "blocked", "failed", "failure"].includes(textIn(payload, "status") ?? "") ||
    (numberIn(payload, "exit_code", "exitCode") ?? 0) !== 0 ||
    field(response, "interrupted") === true || field(response, "is_error") === true ||
    field(response, "success") === false ||
    (numberIn(response, "exit_code", "exitCode") ?? 0) !== 0;
}

/** How long it took in ms, as far as its emitter says. */
export function durationOf(payload: JsonObject): number | undefined {
  const response = objectIn(payload, "tool_response");
  // claude-mpm hands on an agent's duration by a name of its own.
  const duration = numberIn(payload, "duration_ms", "durationMs", "duration_context") ??
    numberIn(response, "duration_ms", "durationMs", "totalDurationMs");
  return duration !== undefined && duration >= 0 ? duration : undefined;
}
