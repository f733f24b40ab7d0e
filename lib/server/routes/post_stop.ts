import { createHash, timingSafeEqual } from "node:crypto";
import type { Handler } from "hono";
import { SCHEMA_VERSION, type StopAnswer } from "../../contract/http.ts";
import { refuse } from "../answers.ts";
import { isJsonObject } from "../json_body.ts";

/** What a stop needs to know of the server. */
export interface StopParts {
  readonly secret: string;
  readonly clients: () => number;
  readonly onStopRequested: (reason: "stop" | "restart") => void;
}

/**
 * `POST /api/control/stop`, with the record's secret as bearer token: answers with the number of
 * connected clients, then the server ends. The body may be `{"reason":"restart"}`.
 */
export function postStop(parts: StopParts): Handler {
  return async (context) => {
    const token = /^Bearer (.+)$/.exec(context.req.header("authorization") ?? "")?.[1];
    if (token === undefined || !sameText(token, parts.secret)) {
      return refuse(context, 401, {
        code: "wrong_secret",
        message: "Only the user who started this server may stop it",
      });
    }
    const body: unknown = await context.req.json().catch(() => null);
    const restart = isJsonObject(body) && body["reason"] === "restart";
    const clients = parts.clients();
    parts.onStopRequested(restart ? "restart" : "stop");
    return context.json<StopAnswer>({ schema_version: SCHEMA_VERSION, clients, pid: Deno.pid });
  };
}

/** Compares in a time that tells nothing about where two texts differ. */
function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
