import { isJsonObject } from "../../../lib/events/json.ts";
import { list, text } from "./request.ts";

/** What a request asks for: the script that it plays, and the step in it. */
export interface Place {
  /** A script's name; `#summary`, `#title` or `#other` for what Claude Code asks for itself. */
  readonly script: string;
  readonly step: number;
}

const PLAY = /\bplay:([\w-]+)/g;
const SUMMARY = /create a detailed summary|summary of the conversation/i;

/**
 * Finds the place by the messages alone, since requests of several agents come at once: the latest
 * prompt that names a script, and how often the model has answered since.
 */
export function placeOf(body: Readonly<Record<string, unknown>>): Place {
  const hasTools = list(body["tools"]).length > 0;
  const messages = list(body["messages"]).filter(isJsonObject);
  for (let at = messages.length - 1; at >= 0; at--) {
    const message = messages[at];
    if (message?.["role"] !== "user") continue;
    const said = text(message["content"]);
    if (SUMMARY.test(said)) return { script: "#summary", step: 0 };
    const script = [...said.matchAll(PLAY)].at(-1)?.[1];
    if (script === undefined) continue;
    // Claude Code quotes prompts where it asks for a title: such requests have no tools.
    if (!hasTools) return { script: "#title", step: 0 };
    const answers = messages.slice(at).filter((each) => each["role"] === "assistant");
    return { script, step: answers.length };
  }
  return { script: "#other", step: 0 };
}
