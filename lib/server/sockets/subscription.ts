import type { ApiError, SubscribeRequest } from "../../contract/socket.ts";
import type { Filter } from "../feed/feed.ts";
import { isJsonObject } from "../../events/json.ts";
import { readQuery } from "../http/read_query.ts";

/** A subscription that was understood. */
export interface Wanted {
  readonly request: Pick<SubscribeRequest, "after" | "store">;
  readonly filter: Filter | null;
}

/**
 * Understands what a client sent as a subscription; anything may come.
 *
 * @param now ms since 1970, UTC
 */
export function readSubscription(request: unknown, now: number): Wanted | { error: ApiError } {
  const bad = (message: string) => ({ error: { code: "bad_subscription", message } });
  if (!isJsonObject(request)) return bad("A subscription is a JSON object");
  const { after, store, q } = request;
  if (after !== undefined && !(Number.isSafeInteger(after) && Number(after) >= 0)) {
    return bad('"after" must be a whole number');
  }
  if (store !== undefined && typeof store !== "string") return bad('"store" must be a text');
  if (q !== undefined && typeof q !== "string") return bad('"q" must be a text');
  const query = readQuery(q ?? "", now);
  if ("error" in query) return query;
  return {
    request: {
      ...(after === undefined ? {} : { after: Number(after) }),
      ...(store === undefined ? {} : { store }),
    },
    filter: query.filter,
  };
}
