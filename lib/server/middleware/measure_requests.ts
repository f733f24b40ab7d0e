import type { MiddlewareHandler } from "hono";
import { REFUSAL } from "../answers.ts";
import type { Metrics } from "../metrics/metrics.ts";

/** Measures how long emitters wait for their answers, and counts what is refused. */
export function measureRequests(
  metrics: Pick<Metrics, "measureIngest" | "countRefused">,
): MiddlewareHandler {
  return async (context, next) => {
    const started = performance.now();
    await next();
    const { method, path } = context.req;
    const refusal: unknown = context.get(REFUSAL);
    if (typeof refusal === "string") metrics.countRefused(refusal);
    else if (method === "POST" && !path.startsWith("/api/control/")) {
      metrics.measureIngest(path, (performance.now() - started) / 1000);
    }
  };
}
