import { isDelegation } from "../../events/tools/delegation.ts";
import type { Json, Status } from "../../events/event.ts";
import { hunksOf } from "./diff.ts";
import { type Payload, toolResponse } from "./payload.ts";
import { isJsonObject } from "../../events/json.ts";
import { count, lineCount, oneLine } from "./text.ts";

/** How a tool call went, in a few characters; empty when the emitter does not say. */
export function outcomeOf(
  tool: string,
  payload: Payload,
  input: Payload,
  status: Status | undefined,
): string {
  if (payload.get("is_interrupt") === true) return "interrupted";
  const response = toolResponse(payload);
  const exit = payload.number("exit_code");
  if (tool === "Bash" && isJsonObject(response) && response.interrupted === true) {
    return "interrupted";
  }
  if (status === "error") {
    if (tool === "Bash" && exit !== undefined && exit !== 0) return `exit ${exit}`;
    const error = payload.text("error", "error_message");
    return error === undefined ? "failed" : oneLine(error, 80);
  }
  const counted = countedOutcome(tool, input, response);
  if (counted !== "") return counted;
  return tool === "Bash" && exit !== undefined && exit !== 0 ? `exit ${exit}` : "";
}

function countedOutcome(tool: string, input: Payload, response: Json | undefined): string {
  if (isDelegation(tool)) {
    return isJsonObject(response) && typeof response.totalTokens === "number"
      ? `${compact(response.totalTokens)} tokens`
      : "";
  }
  switch (tool) {
    case "Edit":
    case "MultiEdit":
      return changedLines(input, response);
    case "Write": {
      const content = input.text("content");
      return content === undefined ? "" : `+${lineCount(content)}`;
    }
    case "Read":
      return readLines(response);
    case "Grep":
    case "Glob":
      return matches(response);
    case "Bash":
      return isJsonObject(response) && typeof response.stdout === "string" && response.stdout !== ""
        ? count(lineCount(response.stdout), "line")
        : "";
    default:
      return "";
  }
}

/** Counts what the detail shows: of an edit, lines that stay as they are have not changed. */
function changedLines(input: Payload, response: Json | undefined): string {
  const lines = hunksOf(input, response).flatMap((hunk) => hunk.lines);
  const added = lines.filter(({ sign }) => sign === "+").length;
  const removed = lines.filter(({ sign }) => sign === "-").length;
  return added + removed === 0 ? "" : `+${added} −${removed}`;
}

function readLines(response: Json | undefined): string {
  if (typeof response === "string") return count(lineCount(response), "line");
  const file = isJsonObject(response) ? response.file : undefined;
  if (!isJsonObject(file)) return "";
  if (typeof file.numLines === "number") return count(file.numLines, "line");
  return typeof file.content === "string" ? count(lineCount(file.content), "line") : "";
}

function matches(response: Json | undefined): string {
  if (!isJsonObject(response)) return "";
  const files = response.numFiles;
  if (typeof response.numMatches === "number") {
    return count(response.numMatches, "match", "matches");
  }
  if (Array.isArray(response.filenames)) return count(response.filenames.length, "file");
  return typeof files === "number" ? count(files, "file") : "";
}

/** `940`, `12k`, `1.2M`. */
export function compact(n: number): string {
  if (n < 1000) return String(Math.round(n));
  if (n < 999_500) return `${trim(n / 1000)}k`;
  if (n < 999_500_000) return `${trim(n / 1_000_000)}M`;
  return `${trim(n / 1_000_000_000)}G`;
}

function trim(n: number): string {
  return n < 10 ? n.toFixed(1).replace(/\.0$/, "") : String(Math.round(n));
}
