import type { MiddlewareHandler } from "hono";
import { REFUSAL } from "../../refusal.ts";
import type { Metrics } from "../../metrics/metrics.ts";

/** Counts the requests that are refused, by reason. */
export function countRefusals(metrics: Pick<Metrics, "countRefused">): MiddlewareHandler {
  return async (context, next) => {
    await next();
    const refusal: unknown = context.get(REFUSAL);
    if (typeof refusal === "string") metrics.countRefused(refusal);
  };
}
