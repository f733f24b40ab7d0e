import type { MiddlewareHandler } from "hono";
import { refuse } from "../../refusal.ts";

/** Refuses with 429 what would wait behind so many other queries. */
export function limitConcurrentQueries(most: number): MiddlewareHandler {
  let waiting = 0;
  return async (context, next) => {
    if (waiting >= most) {
      context.header("Retry-After", "1");
      return refuse(context, {
        status: 429,
        error: {
          code: "too_many_questions",
          message: `${most} queries about stored events wait for their answers already`,
          hint: "Ask again in a second, and wait for one answer before the next query",
        },
      });
    }
    waiting += 1;
    try {
      return await next();
    } finally {
      waiting -= 1;
    }
  };
}
