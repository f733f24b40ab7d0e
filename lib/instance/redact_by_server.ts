import type { RedactAnswer } from "../contract/http.ts";
import { UserError } from "../user_error.ts";
import type { InstanceRecord } from "./home/record.ts";
import { isErrorAnswer, isRedactAnswer } from "./answers/answer_schemas.ts";
import { requestLocal } from "./local_http.ts";

/** A slow disk may take so long for the last step, in ms. */
const TIMEOUT_MS = 60_000;

/**
 * Has a running server redact some more of what it has stored.
 *
 * @throws {UserError} when it cannot, or does not answer
 */
export async function redactByServer(
  { host, port, secret, version }: Pick<InstanceRecord, "host" | "port" | "secret" | "version">,
): Promise<RedactAnswer> {
  const answer = await requestLocal({
    host,
    port,
    path: "/api/control/redact",
    method: "POST",
    token: secret,
    timeout: TIMEOUT_MS,
  });
  const failed = `The server on port ${port} did not redact its events`;
  if (answer.kind !== "answer") {
    throw new UserError(failed, {
      code: answer.kind === "silent" ? "timedOut" : "failed",
      reason: answer.kind === "silent" ? "It does not answer" : "It has ended meanwhile",
      hint: "Type 'mpm-monitor store redact' again: it goes on where it was left",
    });
  }
  if (answer.status === 200 && isRedactAnswer(answer.body)) return answer.body;
  if (answer.status === 404) {
    throw new UserError(failed, {
      code: "failed",
      reason: `It runs version ${version}, which cannot do that yet`,
      hint: `Type 'mpm-monitor restart --port ${port}', then 'mpm-monitor store redact'`,
    });
  }
  const error = isErrorAnswer(answer.body) ? answer.body.error : undefined;
  throw new UserError(failed, {
    code: "failed",
    reason: error?.message ??
      (answer.status === 200
        ? "It gave an answer that could not be read"
        : `It answered ${answer.status}`),
    hint: error?.hint ?? `See 'mpm-monitor logs --port ${port}'`,
  });
}
