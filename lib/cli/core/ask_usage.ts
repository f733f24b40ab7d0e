import type { UsageAnswer } from "../../contract/http.ts";
import type { InstanceRecord } from "../../instance/home/record.ts";
import { isErrorAnswer, isUsageAnswer } from "../../instance/answers/answer_schemas.ts";
import { requestLocal } from "../../instance/local_http.ts";
import { UserError } from "../../user_error.ts";

/** Milliseconds. */
const TIMEOUT = 10_000;

/**
 * Asks a server what was used.
 *
 * @param asked parameters of `GET /api/usage`
 * @throws {UserError} when it does not understand, or does not answer
 */
export async function askUsage(
  { host, port, token }: InstanceRecord,
  asked: Readonly<Record<string, string | undefined>>,
): Promise<UsageAnswer> {
  const query = new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) => value === undefined ? [] : [[name, value]]),
  );
  const path = `/api/usage?${query}`;
  const answer = await requestLocal({ host, port, token, path, timeout: TIMEOUT });
  if (answer.kind === "answer" && answer.status === 200 && isUsageAnswer(answer.body)) {
    return answer.body;
  }
  throw failure(port, answer.kind === "answer" ? answer.body : null);
}

function failure(port: number, body: unknown): UserError {
  const { error } = isErrorAnswer(body) ? body : { error: null };
  if (error?.code === "bad_parameter") {
    return new UserError("Cannot sum it up like that", {
      code: "usage",
      reason: error.message,
      hint: "Write it as 'mpm-monitor usage --by day,model'",
    });
  }
  return new UserError(`Server on port ${port} does not tell what was used`, {
    code: "failed",
    reason: error?.message ?? "It gave no answer that could be read",
    hint: `Use 'mpm-monitor restart --port ${port}' where an older version still runs`,
  });
}
