import type { JsonObject } from "../events/event.ts";
import type { NewEvent } from "../store/store.ts";
import type { Arrival } from "./arrival.ts";
import { understand } from "./understand.ts";

/** Understands the JSON that Claude Code hands to a status line: context, cost and limits. */
export function readStatusLine(body: JsonObject, arrival: Arrival): NewEvent {
  return understand({
    wrappers: [],
    payload: body,
    data: body,
    source: "claude-code",
    type: "session.status",
  }, arrival);
}
