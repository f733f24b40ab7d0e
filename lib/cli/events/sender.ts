import { delay } from "@std/async/delay";
import { requestLocal } from "../../instance/local_http.ts";
import type { JsonObject } from "../../events/event.ts";
import { isJsonObject } from "../../events/json.ts";
import { UserError } from "../../user_error.ts";

/** Where events are sent. */
export interface Destination {
  readonly host: string;
  readonly port: number;
  /** What a server beyond loopback asks for; `null` when it asks for nothing. */
  readonly token: string | null;
}

/** Waits between the tries, in ms: a server that restarts is back within their sum. */
const PAUSES = [100, 250, 500, 1_000, 2_000, 4_000];
const TIMEOUT_MS = 30_000;

/**
 * Sends events to a running server, and again when it does not answer. Each has a key, so that a
 * retry is never stored twice.
 *
 * @throws {UserError} when the server does not take them, however often it is asked
 */
export async function sendEvents(
  events: readonly JsonObject[],
  { host, port, token }: Destination,
): Promise<void> {
  const body = events.map((event) => ({ key: crypto.randomUUID(), ...event }));
  for (const pause of [...PAUSES, null]) {
    const answer = await requestLocal({
      host,
      port,
      path: "/api/events",
      method: "POST",
      body,
      token,
      timeout: TIMEOUT_MS,
    });
    if (answer.kind === "answer" && answer.status === 204) return;
    if (answer.kind === "answer" && answer.status < 500) throw refused(answer.body);
    if (pause === null) break;
    await delay(pause);
  }
  throw new UserError(`The server on port ${port} did not take the events`, {
    code: "timedOut",
    hint: "See 'mpm-monitor status'; sending them again is safe",
  });
}

function refused(body: unknown): UserError {
  const error = isJsonObject(body) && isJsonObject(body["error"]) ? body["error"] : {};
  const { message, hint } = error;
  return new UserError("The server refused the events", {
    code: "failed",
    reason: typeof message === "string" ? message : undefined,
    hint: typeof hint === "string" ? hint : undefined,
  });
}
