import { delay } from "@std/async/delay";
import { createHmac } from "node:crypto";
import type { Waiting } from "./waiting_watch.ts";
import { visibleDeep } from "../events/text/visible.ts";

/** Where word is sent that an agent waits, and how. */
export interface WebhookOptions {
  readonly url: string;
  /** Signs each message; without one they go unsigned. */
  readonly secret: string | undefined;
  /** One line for the log. */
  readonly log: (line: string) => void;
  readonly post?: typeof fetch;
  readonly pause?: (ms: number) => Promise<void>;
}

/** Waits before each further try, in ms. */
const PAUSES = [1_000, 5_000, 30_000, 120_000];
const TIMEOUT_MS = 10_000;
/** Messages beyond so many that wait are dropped: the receiver is not there. */
const MAX_WAITING = 100;

/** Name of the header that holds `sha256=` and the HMAC of the body. */
export const SIGNATURE_HEADER = "x-mpm-monitor-signature";

/** Tells an address of the person's own that an agent waits, again when it does not answer. */
export class Webhook {
  readonly #options: WebhookOptions;
  #waiting = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  /** Sends one message behind those that wait. */
  send(waiting: Waiting): void {
    if (this.#waiting >= MAX_WAITING) {
      this.#options.log("A notification was dropped: too many wait for an answer");
      return;
    }
    this.#waiting++;
    this.#work = this.#work.then(() => this.#deliver(waiting)).finally(() => this.#waiting--);
  }

  /** Resolves when all messages were taken or given up. */
  get settled(): Promise<void> {
    return this.#work;
  }

  async #deliver(waiting: Waiting): Promise<void> {
    const { post = fetch, pause = (ms) => delay(ms, { persistent: false }), log, url } =
      this.#options;
    const body = JSON.stringify({ schema_version: 1, event: "waiting", ...visibleDeep(waiting) });
    for (const wait of [...PAUSES, null]) {
      try {
        const signal = AbortSignal.timeout(TIMEOUT_MS);
        const response = await post(url, {
          method: "POST",
          headers: this.#headers(body),
          body,
          signal,
        });
        await response.body?.cancel();
        if (response.ok) return;
        // Trying again does not help where the receiver says that the message is wrong.
        if (response.status < 500 && response.status !== 429) {
          return log(`The notification was refused with ${response.status}`);
        }
      } catch (error) {
        if (wait === null) log(`The notification could not be sent: ${error}`);
      }
      if (wait !== null) await pause(wait);
    }
    log("A notification was given up after five tries");
  }

  #headers(body: string): Record<string, string> {
    const { secret } = this.#options;
    const headers = { "content-type": "application/json", "user-agent": "mpm-monitor" };
    if (secret === undefined) return headers;
    return { ...headers, [SIGNATURE_HEADER]: `sha256=${sign(secret, body)}` };
  }
}

/** The HMAC-SHA256 of a body, in hexadecimal. */
export function sign(secret: string, body: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}
