import type { ApiError, SubscribeRequest } from "../contract/socket.ts";
import { isJsonObject } from "./json_body.ts";

/** Understands what a client sent as a subscription; anything may come. */
export function readSubscription(request: unknown): SubscribeRequest | { error: ApiError } {
  const bad = (message: string) => ({ error: { code: "bad_subscription", message } });
  if (!isJsonObject(request)) return bad("A subscription is a JSON object");
  const { after, store, q } = request;
  if (after !== undefined && !(Number.isSafeInteger(after) && Number(after) >= 0)) {
    return bad('"after" must be a whole number');
  }
  if (store !== undefined && typeof store !== "string") return bad('"store" must be a text');
  if (q !== undefined) return bad('"q" is not supported yet');
  return {
    ...(after === undefined ? {} : { after: Number(after) }),
    ...(store === undefined ? {} : { store }),
  };
}
