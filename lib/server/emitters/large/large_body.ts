import type { IncomingMessage } from "node:http";
import { headerOf } from "../../access/request_facts.ts";
import type { LargeBody } from "./protocol.ts";

/** The charset that a request names for its body. */
export function charsetOf(request: IncomingMessage): string | undefined {
  return /charset="?([\w-]+)/i.exec(headerOf(request, "content-type") ?? "")?.[1];
}

/** Tells the thread of large bodies what it has to know of one. */
export function largeBody(
  request: IncomingMessage,
  given:
    & Pick<LargeBody, "path" | "formats" | "received">
    & { readonly redact?: boolean | undefined }
    & Partial<Pick<LargeBody, "key" | "firstLine" | "seen">>,
): LargeBody {
  return {
    charset: charsetOf(request),
    key: undefined,
    firstLine: undefined,
    seen: 0,
    ...given,
    redact: given.redact,
  };
}
