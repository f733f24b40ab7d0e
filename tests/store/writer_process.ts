/**
 * Writes events to a store as fast as it can and prints the id of each that was acknowledged, with
 * what it holds, until somebody ends it. Started by `kill_test.ts`.
 */
import { openSqliteStore } from "../../lib/store/sqlite/sqlite_store.ts";
import { testDraft } from "../support/events.ts";

const [path = ""] = Deno.args;
const store = await openSqliteStore({ path });
const run = crypto.randomUUID();
/** So that the log of writes grows, and checkpoints are under way when the end comes. */
const PADDING = "x".repeat(8000);
const encoder = new TextEncoder();

async function write(lane: number): Promise<never> {
  for (let n = 0;; n++) {
    const count = 1 + (lane + n) % 3;
    const marks = Array.from({ length: count }, (_, k) => `${run}/${lane}/${n}/${k}`);
    const appended = await store.append(
      marks.map((mark) => ({
        draft: testDraft({ received: Date.now(), data: { mark, padding: PADDING } }),
        key: mark,
      })),
    );
    const lines = appended.map(({ id }, k) => `${id} ${marks[k]}\n`).join("");
    await Deno.stdout.write(encoder.encode(lines));
  }
}

await Promise.all(Array.from({ length: 8 }, (_, lane) => write(lane)));
