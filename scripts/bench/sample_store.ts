import { createHash } from "node:crypto";
import { fromClaudeHook } from "../../lib/ingest/adapters.ts";
import { openSqliteStore } from "../../lib/store/sqlite/sqlite_store.ts";
import { parseQuery } from "../../lib/events/query/mod.ts";
import type { NewEvent } from "../../lib/events/new_event.ts";
import { until } from "../../tests/support/until.ts";
import { sampleHook } from "./sample.ts";

const BATCH = 1000;
/** An event every so many ms: a million are some 20 days. */
const APART_MS = 1700;

/**
 * Fills a store with so many events of believable days that end now, with tool use ids in no
 * order, as real ones are; waits until all of them are in the index of words.
 *
 * @returns characters of their JSON
 */
export async function fillStore(path: string, count: number): Promise<number> {
  const store = await openSqliteStore({ path });
  const start = Date.now() - count * APART_MS;
  let characters = 0;
  for (let at = 0; at < count; at += BATCH) {
    const size = Math.min(BATCH, count - at);
    const events = Array.from({ length: size }, (_, k) => sampleEvent(at + k, start));
    characters += events.reduce((sum, { draft }) => sum + JSON.stringify(draft).length, 0);
    await store.append(events);
  }
  const q = parseQuery("nosuchword", Date.now());
  const isIndexed = async () => !(await store.page({ limit: 1, q })).more;
  await until("the index", isIndexed, { timeout: 1_800_000 });
  await store.close();
  return characters;
}

function sampleEvent(n: number, start: number): NewEvent {
  const use = createHash("md5").update(`${n >> 1}`).digest("base64url");
  const hook = { ...sampleHook(n), tool_use_id: `toolu_01${use}` };
  const [event] = fromClaudeHook(hook, { received: start + n * APART_MS });
  if (event === undefined) throw new Error("A hook became no event");
  return event;
}
