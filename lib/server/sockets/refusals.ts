import type { SubscribeReply } from "../../contract/socket.ts";

/** To a client that may not read. */
export const NOT_ALLOWED = {
  ok: false,
  error: { code: "no_token", message: "This server asks for a token" },
} satisfies SubscribeReply;

/** Tells a client by `connect_error`: its message, and the code in `data`. */
export const REFUSED = Object.assign(new Error(NOT_ALLOWED.error.message), {
  data: { code: NOT_ALLOWED.error.code },
});

/** To a subscription by one more query. */
export const TOO_MANY_QUERIES = {
  ok: false,
  error: {
    code: "too_many_queries",
    message: "Subscriptions have too many different queries already",
    hint: "Use a query that another client has, or filter what you are sent",
  },
} as const;

/** To a message that was not taken. */
export const TOO_FAST = {
  ok: false,
  error: { code: "too_fast", message: "Too many messages of this client wait to be stored" },
} as const;
