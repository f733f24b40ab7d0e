import type { MiddlewareHandler } from "hono";

/** Keeps answers that tell of events or of the server out of every cache. */
export const noStore: MiddlewareHandler = async (context, next) => {
  await next();
  const type = context.res.headers.get("content-type") ?? "";
  if (!/^(?:application\/json|text\/plain|text\/event-stream)/.test(type)) return;
  context.res.headers.set("cache-control", "no-store");
};
