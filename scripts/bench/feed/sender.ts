import { clock } from "./figures.ts";

const BATCHES_A_SECOND = 100;
const EVENT_BYTES = 600;

/** How much to send. */
export interface SendOptions {
  readonly port: number;
  /** Events a second. */
  readonly rate: number;
  readonly seconds: number;
}

/** Sends events at an even rate; returns how many. */
export async function sendEvenly({ port, rate, seconds }: SendOptions): Promise<number> {
  const each = Math.max(1, Math.round(rate / BATCHES_A_SECOND));
  const begin = performance.now();
  let sent = 0;
  for (let batch = 0; batch < seconds * BATCHES_A_SECOND; batch++) {
    const wait = begin + batch * 1000 / BATCHES_A_SECOND - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    await postEvents(port, each);
    sent += each;
  }
  return sent;
}

/** Posts events as NDJSON and waits until they are stored. */
export async function postEvents(port: number, count: number): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/api/events`, {
    method: "POST",
    body: Array.from({ length: count }, eventLine).join(""),
    headers: { "content-type": "application/x-ndjson" },
  });
  await response.body?.cancel();
  if (response.status !== 204) throw new Error(`Answered ${response.status}`);
}

/** An event of {@linkcode EVENT_BYTES} that says when it was sent. */
function eventLine(): string {
  const event = { type: "bench.tick", summary: "A tick", at: clock(), text: "" };
  const room = EVENT_BYTES - JSON.stringify(event).length;
  return `${JSON.stringify({ ...event, text: "x".repeat(Math.max(0, room)) })}\n`;
}
