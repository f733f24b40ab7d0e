import type { MiddlewareHandler } from "hono";

/** Keeps answers that tell of events or of the server out of every cache. */
export const noStore: MiddlewareHandler = async (context, next) => {
  await next();
  // Reading the headers of an answer without a body would build what nobody needs: hooks wait for it.
  if (context.res.status === 204) return;
  const type = context.res.headers.get("content-type") ?? "";
  if (!/^(?:application\/json|text\/plain|text\/event-stream)/.test(type)) return;
  context.res.headers.set("cache-control", "no-store");
};
