/**
 * Understanding what comes in: each function turns one parsed JSON body into events, pure, one
 * adapter a shape. A JSON object is never refused.
 */
import { createHash } from "node:crypto";
import type { JsonObject } from "../events/event.ts";
import type { NewEvent } from "../store/store.ts";

/** What the border knows about an input beside its bytes. */
export interface Arrival {
  /** ms since 1970, UTC. */
  readonly received: number;
  /** Explicit identity, from an `Idempotency-Key` header; a `key` field is found by the adapter. */
  readonly key?: string | undefined;
  /**
   * From {@linkcode bodyIdentity}, for one body or message; absent for the lines of a stream too
   * long to be compared as a whole.
   */
  readonly body?: string | undefined;
}

/** Names a body by its bytes and the way that it came, so that its doubles can be told. */
export function bodyIdentity(way: string, bytes: string | Uint8Array, index = 0): string {
  return `${way} ${createHash("sha1").update(bytes).digest("base64")} ${index}`;
}

/**
 * Understands one object that came to `POST /api/events`: an envelope, a raw hook input or a
 * canonical event. The first event is the object's own; others follow from it.
 */
export function fromEventsApi(_body: JsonObject, _arrival: Arrival): readonly NewEvent[] {
  throw new Error("not written yet");
}

/** Understands one raw Claude Code hook input. */
export function fromClaudeHook(_body: JsonObject, _arrival: Arrival): readonly NewEvent[] {
  throw new Error("not written yet");
}

/** Understands the first argument of a named message that a socket client emitted. */
export function fromSocket(
  _name: string,
  _argument: JsonObject,
  _arrival: Arrival,
): readonly NewEvent[] {
  throw new Error("not written yet");
}
