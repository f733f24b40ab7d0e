import { type LocalAnswer, requestLocal } from "../../instance/local_http.ts";
import type { DemoInput } from "../../demo/input.ts";
import { interruptionOf } from "../../demo/interrupt.ts";
import { UserError } from "../../user_error.ts";

/** Where and how an hour is played. */
export interface Stage {
  /** Times faster than life. */
  readonly speed: number;
  readonly host: string;
  readonly port: number;
  readonly token: string | null;
  /** Aborted when the play is to end early. */
  readonly signal: AbortSignal;
}

/** Milliseconds that the server may take for one input, and once all is to end. */
const TIMEOUT = 10_000;
const LAST_TIMEOUT = 700;

/**
 * Plays inputs into a server, each at its time. When it is to end early, what the clients would
 * send at their own end is sent, too.
 *
 * @returns how many inputs were played
 * @throws {UserError} when the server does not take one
 */
export async function playInputs(inputs: readonly DemoInput[], stage: Stage): Promise<number> {
  const { speed, signal } = stage;
  const begin = performance.now();
  const stopped = new Promise<"stopped">((resolve) => {
    signal.addEventListener("abort", () => resolve("stopped"), { once: true });
  });
  for (const [index, input] of inputs.entries()) {
    const early = input.at / speed - (performance.now() - begin);
    if (early > 0) await Promise.race([wait(early, signal), stopped]);
    if (signal.aborted) return await endEarly(inputs, index, stage);
    const answer = await Promise.race([send(input, stage, TIMEOUT), stopped]);
    if (answer === "stopped") return await endEarly(inputs, index + 1, stage);
    if (answer.kind !== "answer" || answer.status >= 300) throw failure(answer, stage);
  }
  return inputs.length;
}

/** Sessions end side by side, and nobody waits for a server that does not answer. */
async function endEarly(
  inputs: readonly DemoInput[],
  sent: number,
  stage: Stage,
): Promise<number> {
  await Promise.all(
    interruptionOf(inputs, sent).map(async (ends) => {
      for (const input of ends) {
        const answer = await send(input, stage, LAST_TIMEOUT);
        if (answer.kind !== "answer") return;
      }
    }),
  );
  return sent;
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
}

function send({ path, body }: DemoInput, stage: Stage, timeout: number): Promise<LocalAnswer> {
  const { host, port, token } = stage;
  return requestLocal({ host, port, token, path, method: "POST", body, timeout });
}

function failure(answer: LocalAnswer, { port }: Stage): UserError {
  return new UserError(`Server on port ${port} did not take an event of the demo`, {
    code: "failed",
    reason: answer.kind === "answer"
      ? `It answered ${answer.status}`
      : answer.kind === "refused"
      ? "It is not running any more"
      : "It gave no answer in time",
    hint: "Use 'mpm-monitor status' to see how it is",
  });
}
