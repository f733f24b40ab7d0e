import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ErrorAnswer } from "../contract/http.ts";
import type { ApiError } from "../contract/socket.ts";

/** Under this name a request remembers the code of its refusal. */
export const REFUSAL = "refusal";

/** Answers with an error in the one form that all our errors have. */
export function refuse(context: Context, status: ContentfulStatusCode, error: ApiError): Response {
  context.set(REFUSAL, error.code);
  return context.json<ErrorAnswer>({ error }, status);
}

/** Answers an emitter: hook processes wait for it and some print its body, so it has none. */
export function accepted(context: Context): Response {
  return context.body(null, 204);
}
