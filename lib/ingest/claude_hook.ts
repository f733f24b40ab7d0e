import type { JsonObject } from "../events/event.ts";
import type { NewEvent } from "../store/store.ts";
import type { Arrival } from "./arrival.ts";
import { understand } from "./understand.ts";

/** Understands a Claude Code hook input, of the events that we know and of those to come. */
export function readClaudeHook(body: JsonObject, arrival: Arrival): NewEvent {
  return understand({ wrappers: [], payload: body, data: body, source: "claude-code" }, arrival);
}
