/**
 * Asks several servers for their health, each again 5 ms after its last answer, in a process of its
 * own: what keeps a test busy keeps it from nothing. For each line of its input it prints a JSON
 * list of what each server took at most since the last one, in ms. It ends with its input.
 */
import { setTimeout as sleep } from "node:timers/promises";

/** So many ms lie between an answer and the next question. */
const PAUSE_MS = 5;

const urls = Deno.args;
const longest = urls.map(() => 0);
/** When the question was asked that has no answer yet; by the clock of `performance.now()`. */
const asked = urls.map(() => performance.now());
let isOver = false;

/** Of a question that nobody has answered counts how long it has waited. */
function take(): readonly number[] {
  const now = performance.now();
  return longest.map((most, index) => Math.max(most, now - (asked[index] ?? now)));
}

async function askOn(url: string, index: number): Promise<void> {
  while (!isOver) {
    const start = performance.now();
    asked[index] = start;
    const answer = await fetch(`${url}/health`);
    await answer.arrayBuffer();
    const now = performance.now();
    longest[index] = Math.max(longest[index] ?? 0, now - start);
    asked[index] = Infinity;
    await sleep(PAUSE_MS);
  }
}

const asking = Promise.all(urls.map(askOn));
for await (const _ of Deno.stdin.readable) {
  await Deno.stdout.write(new TextEncoder().encode(`${JSON.stringify(take())}\n`));
  longest.fill(0);
}
isOver = true;
await asking;
