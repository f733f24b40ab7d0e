import type { JsonObject } from "../../events/event.ts";
import { field, isJsonObject, objectIn, textIn } from "../../events/json.ts";
import { isAsking } from "../../events/pairs/asking_tools.ts";
import { oneLine } from "../../events/one_line.ts";
import type { SignalKind } from "../rules.ts";

/** The question that an event asks, in one line; `null` where it asks none. */
export function questionOf(
  kind: SignalKind,
  payload: JsonObject,
  tool: string | null,
): string | null {
  switch (kind) {
    case "permission.ask":
      return tool === null
        ? oneLine(textIn(payload, "message") ?? "Asks for permission")
        : `Allow ${tool}: ${toolSubject(objectIn(payload, "tool_input"))}`.replace(/: $/, "?");
    case "input.ask":
      return oneLine(textIn(payload, "message", "title") ?? "Asks for input");
    case "tool.start":
      return tool !== null && isAsking(tool)
        ? askedBy(objectIn(payload, "tool_input"), tool)
        : null;
    default:
      return null;
  }
}

/** What a tool would act on, in a line. */
function toolSubject(input: JsonObject): string {
  return oneLine(
    textIn(input, "command", "file_path", "notebook_path", "url", "query", "pattern", "path") ?? "",
  );
}

function askedBy(input: JsonObject, tool: string): string {
  const questions = field(input, "questions");
  const first = Array.isArray(questions) ? questions[0] : undefined;
  const question = isJsonObject(first) ? textIn(first, "question", "header") : undefined;
  if (question !== undefined) return oneLine(question);
  return tool === "ExitPlanMode" ? "Approve the plan?" : "Asks a question";
}
