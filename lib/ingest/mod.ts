/**
 * Understanding what comes in: each function turns one parsed JSON body into events, pure, one
 * adapter a shape. A JSON object is never refused.
 */
import type { JsonObject } from "../events/event.ts";
import type { NewEvent } from "../store/store.ts";

/** What the border knows about an input beside its bytes. */
export interface Arrival {
  /** ms since 1970, UTC. */
  readonly received: number;
  /** Explicit identity, from an `Idempotency-Key` header or a `key` field. */
  readonly key?: string;
}

/** Understands one object that came to `POST /api/events`: an envelope or a canonical event. */
export function fromEventsApi(_body: JsonObject, _arrival: Arrival): NewEvent {
  throw new Error("not written yet");
}

/** Understands one raw Claude Code hook input. */
export function fromClaudeHook(_body: JsonObject, _arrival: Arrival): NewEvent {
  throw new Error("not written yet");
}

/** Understands the arguments of a named message that a socket client emitted. */
export function fromSocket(
  _name: string,
  _argument: JsonObject,
  _arrival: Arrival,
): NewEvent {
  throw new Error("not written yet");
}
