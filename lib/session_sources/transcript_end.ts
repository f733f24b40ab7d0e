import { isJsonObject } from "../events/json.ts";

/** How the last turn of a transcript ended: `open` while it has not, or nothing tells it. */
export type TurnEnd = "interrupted" | "finished" | "open";

/** What Claude Code writes into the talk when the person breaks it off. */
const INTERRUPTED = /^\[Request interrupted by user( for tool use)?\]/;

/** What it writes when a turn has ended by itself. */
const FINISHED: ReadonlySet<unknown> = new Set(["turn_duration", "stop_hook_summary"]);

/**
 * Reads how the last turn ended from the end of a transcript: lines of JSON, the first of which may
 * be cut off.
 */
export function readTurnEnd(text: string): TurnEnd {
  for (const line of text.split("\n").reverse()) {
    const entry = parsed(line);
    if (entry === null || entry["isSidechain"] === true) continue;
    if (entry["type"] === "system" && FINISHED.has(entry["subtype"])) return "finished";
    if (entry["type"] === "assistant") return "open";
    if (entry["type"] === "user") return isInterruption(entry["message"]) ? "interrupted" : "open";
  }
  return "open";
}

function isInterruption(message: unknown): boolean {
  if (!isJsonObject(message)) return false;
  const { content } = message;
  if (typeof content === "string") return INTERRUPTED.test(content);
  return Array.isArray(content) &&
    content.some((part) =>
      isJsonObject(part) && typeof part["text"] === "string" && INTERRUPTED.test(part["text"])
    );
}

function parsed(line: string): Readonly<Record<string, unknown>> | null {
  if (!line.startsWith("{")) return null;
  try {
    const value: unknown = JSON.parse(line);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
