import type { MiddlewareHandler } from "hono";
import { refuse } from "../answers.ts";
import { assessRequest, type GuardPolicy } from "../../access/guard.ts";

/** Refuses the requests that {@linkcode assessRequest} refuses, before anything else sees them. */
export function guardRequests(policy: GuardPolicy): MiddlewareHandler {
  return async (context, next) => {
    const refusal = assessRequest({
      method: context.req.method,
      path: context.req.path,
      host: context.req.header("host"),
      origin: context.req.header("origin"),
      contentType: context.req.header("content-type"),
      secFetchSite: context.req.header("sec-fetch-site"),
      secFetchMode: context.req.header("sec-fetch-mode"),
    }, policy);
    if (refusal === null) return await next();
    const { status, ...error } = refusal;
    return refuse(context, status, error);
  };
}
