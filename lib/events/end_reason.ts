import type { JsonObject } from "./event.ts";
import { field, textIn } from "./json.ts";

/** Why a turn or an agent ended. */
export interface EndReason {
  /** Whether that is a failure. */
  readonly failed: boolean;
  /** Whether the person ended it. */
  readonly cancelled: boolean;
  /** What is worth telling beside that. */
  readonly text: string | undefined;
}

const FAILURES: readonly string[] = ["error", "failed", "failure", "timeout", "blocked"];
const USUAL: readonly string[] = ["unknown", "finished", "completed", "normal"];

/** Reads why a turn or an agent ended; Claude Code itself says nothing, claude-mpm does. */
export function endReason(payload: JsonObject): EndReason {
  const text = textIn(payload, "reason");
  const cancelled = text === "user_cancel" || field(payload, "is_user_initiated") === true;
  return {
    cancelled,
    failed: !cancelled && text !== undefined && FAILURES.includes(text),
    text: text !== undefined && USUAL.includes(text) ? undefined : text,
  };
}
