import { visibleDeep } from "../../events/text/visible.ts";
import type { ErrorAnswer } from "../../contract/http.ts";

/** The server answered, but not with what was asked for. */
export class AnswerError extends Error {
  override readonly name = "AnswerError";
  constructor(readonly status: number, message: string) {
    super(message);
  }

  /** The server does not let this page in. */
  get isRefusal(): boolean {
    return this.status === 401 || this.status === 403;
  }
}

/**
 * Reads one JSON answer of our own server, whose shapes both sides share.
 *
 * @throws {AnswerError} with the server's own words when it refuses
 * @throws {TypeError} when it cannot be reached
 */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, {
    headers: { accept: "application/json" },
    ...(signal === undefined ? {} : { signal }),
  });
  if (response.ok) return visibleDeep(await response.json() as T);
  throw new AnswerError(response.status, await refusalOf(response));
}

/** Why a question to the server failed, for people. */
export function reasonOf(failure: unknown): string {
  if (failure instanceof TypeError) return "The server does not answer";
  return failure instanceof Error ? failure.message : String(failure);
}

/** Why the server refused, in its own words where it gave any. */
export async function refusalOf(response: Response): Promise<string> {
  try {
    const body = await response.json() as Partial<ErrorAnswer>;
    if (typeof body.error?.message === "string") return body.error.message;
  } catch {
    // Not JSON: the status has to do.
  }
  return `The server answered ${response.status}`;
}
