import type { IncomingMessage } from "node:http";
import type { ErrorAnswer } from "../../contract/http.ts";
import type { Refusal } from "../refusal.ts";

/** What an emitter is answered with. */
export interface Reply {
  readonly status: number;
  /** Sent as JSON; hook processes wait for it and some print it, so that most have none. */
  readonly body?: object;
  /** The code of the error, where it is one. */
  readonly refused?: string;
}

/** Takes what one route is sent; resolves when it is stored. */
export type EmitterRoute = (request: IncomingMessage, path: string) => Promise<Reply>;

/** Everything is stored. */
export const ACCEPTED: Reply = { status: 204 };

/** An error in the one form that all our errors have. */
export function refusedReply({ status, error }: Refusal): Reply {
  const body: ErrorAnswer = { error };
  return { status, body, refused: error.code };
}
