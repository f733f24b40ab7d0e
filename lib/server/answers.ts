import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ErrorAnswer } from "../contract/http.ts";
import type { ApiError } from "../contract/socket.ts";

/** Answers with an error in the one form that all our errors have. */
export function refuse(context: Context, status: ContentfulStatusCode, error: ApiError): Response {
  return context.json<ErrorAnswer>({ error }, status);
}

/** Answers an emitter: hook processes wait for it and some print its body, so it has none. */
export function accepted(context: Context): Response {
  return context.body(null, 204);
}
