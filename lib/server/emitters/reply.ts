import type { IncomingMessage } from "node:http";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ErrorAnswer } from "../../contract/http.ts";
import type { Refusal } from "../refusal.ts";

/** What an emitter is answered with: nothing but that it is stored, or something in JSON. */
export type Reply = { readonly status: 204 } | ReplyWithBody;

/** An answer in JSON. Hook processes wait for it and some print it, so that most have none. */
export interface ReplyWithBody {
  readonly status: ContentfulStatusCode;
  readonly body: object;
  /** The code of the error, where it is one. */
  readonly refused?: string;
}

/** Takes what one route is sent; resolves when it is stored. */
export type EmitterRoute = (request: IncomingMessage, path: string) => Promise<Reply>;

/** Everything is stored. */
export const ACCEPTED: Reply = { status: 204 };

/** An error in the one form that all our errors have. */
export function refusedReply({ status, error }: Refusal): ReplyWithBody {
  const body: ErrorAnswer = { error };
  return { status, body, refused: error.code };
}
