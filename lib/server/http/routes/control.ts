import type { IncomingMessage } from "node:http";
import type { Handler, MiddlewareHandler } from "hono";
import {
  type LoginAnswer,
  type RedactAnswer,
  SCHEMA_VERSION,
  type StopAnswer,
} from "../../../contract/http.ts";
import type { RedactionProgress } from "../../../store/store.ts";
import { UserError } from "../../../user_error.ts";
import { incomingOf } from "../../access/access.ts";
import { sameSecret } from "../../access/tokens.ts";
import { refuse } from "../../refusal.ts";
import { isJsonObject } from "../../../events/json.ts";

/** What control requests need to know of the server. */
export interface ControlParts {
  /** The secret of the instance's record. */
  readonly secret: string;
  readonly clients: () => number;
  readonly onStopRequested: (reason: "stop" | "restart") => void;
  /** Redacts some more of what is stored. */
  readonly redact: () => Promise<RedactionProgress>;
  /** Path of a link that opens the dashboard. */
  readonly loginPath: () => string;
  /** Holds up the refusal of whoever guesses. */
  readonly onWrongSecret: (request: IncomingMessage) => Promise<unknown>;
}

/** Lets only those pass who know the record's secret, as bearer token. */
export function controlOnly({ secret, onWrongSecret }: ControlParts): MiddlewareHandler {
  return async (context, next) => {
    const token = /^Bearer (.+)$/.exec(context.req.header("authorization") ?? "")?.[1];
    if (token !== undefined && sameSecret(token, secret)) return await next();
    await onWrongSecret(incomingOf(context));
    return refuse(context, {
      status: 401,
      error: {
        code: "wrong_secret",
        message: "Only the user who started this server may control it",
      },
    });
  };
}

/**
 * `POST /api/control/stop`: answers with the number of connected clients, then the server ends.
 * The body may be `{"reason":"restart"}`.
 */
export function postStop(parts: ControlParts): Handler {
  return async (context) => {
    const body: unknown = await context.req.json().catch(() => null);
    const restart = isJsonObject(body) && body["reason"] === "restart";
    const clients = parts.clients();
    parts.onStopRequested(restart ? "restart" : "stop");
    return context.json<StopAnswer>({ schema_version: SCHEMA_VERSION, clients, pid: Deno.pid });
  };
}

/** `POST /api/control/login`: makes a link that opens the dashboard once. */
export function postLogin(parts: ControlParts): Handler {
  return (context) =>
    context.json<LoginAnswer>({ schema_version: SCHEMA_VERSION, path: parts.loginPath() });
}

/**
 * `POST /api/control/redact`: replaces secrets in some more of the stored events by today's rules.
 * Whoever wants all of it asks until it is done.
 */
export function postRedact(parts: ControlParts): Handler {
  return async (context) => {
    try {
      const progress = await parts.redact();
      return context.json<RedactAnswer>({ schema_version: SCHEMA_VERSION, ...progress });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { message, reason, hint } = error;
      return refuse(context, {
        status: 409,
        error: {
          code: "cannot_redact",
          message: reason === undefined ? message : `${message}: ${reason}`,
          ...(hint === undefined ? {} : { hint }),
        },
      });
    }
  };
}
