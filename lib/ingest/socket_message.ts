import type { JsonObject } from "../events/event.ts";
import type { NewEvent } from "../store/store.ts";
import { readEventsApi } from "./events_api.ts";
import type { Arrival } from "./arrival.ts";

/** Messages whose argument names its event itself. */
const CARRIERS = new Set(["claude_event", "hook:ingest", "hook:event", "event", "message"]);

/** Understands the argument of a message that a socket client emitted. */
export function readSocketMessage(name: string, argument: JsonObject, arrival: Arrival): NewEvent {
  return readEventsApi(
    CARRIERS.has(name) ? argument : { namespace: "", event: name, data: argument },
    arrival,
    "claude-mpm",
  );
}
