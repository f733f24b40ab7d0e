import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ErrorAnswer } from "../contract/http.ts";
import type { ApiError } from "../contract/socket.ts";
import { MAX_BODY } from "./limits.ts";

/** Under this name a request remembers the code of its refusal. */
export const REFUSAL = "refusal";

/** Why a request was not served, as its answer says it. */
export interface Refusal {
  readonly status: ContentfulStatusCode;
  readonly error: ApiError;
}

/** To a body of more than {@linkcode MAX_BODY} bytes. */
export const TOO_LARGE: Refusal = {
  status: 413,
  error: {
    code: "too_large",
    message: `A body may have at most ${MAX_BODY} bytes`,
    hint: "Send many events as a stream of application/x-ndjson",
  },
};

/** What a failure on the way is answered with. */
export function refusalFor(failure: unknown): Refusal {
  const message = failure instanceof Error ? failure.message : String(failure);
  if (failure instanceof RangeError) return { status: 413, error: { code: "too_large", message } };
  return {
    status: 503,
    error: {
      code: "not_stored",
      message: `The request could not be completed: ${message}`,
      hint: "Run 'mpm-monitor doctor' on the server's machine",
    },
  };
}

/** Answers with an error in the one form that all our errors have. */
export function refuse(context: Context, { status, error }: Refusal): Response {
  context.set(REFUSAL, error.code);
  return context.json<ErrorAnswer>({ error }, status);
}

/** To a query parameter that is not understood. */
export function badParameter(message: string): Refusal {
  return { status: 400, error: { code: "bad_parameter", message } };
}
