import type { MiddlewareHandler } from "hono";
import { incomingOf } from "../../access/access.ts";
import { factsOf } from "../../access/request_facts.ts";
import { refuse } from "../../refusal.ts";
import { assessRequest, type GuardPolicy } from "../../access/guard.ts";

/** Refuses the requests that {@linkcode assessRequest} refuses, before anything else sees them. */
export function guardRequests(policy: GuardPolicy): MiddlewareHandler {
  return async (context, next) => {
    const refusal = assessRequest(factsOf(incomingOf(context), context.req.path), policy);
    return refusal === null ? await next() : refuse(context, refusal);
  };
}
