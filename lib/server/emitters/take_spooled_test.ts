import { assertEquals } from "@std/assert";
import type { NewEvent } from "../../events/new_event.ts";
import { EventIngestor } from "../../ingest/event_ingestor.ts";
import type { SpooledInput } from "../../spool/spool_reader.ts";
import { takeSpooled } from "./take_spooled.ts";

const NOW = 1_800_000_000_000;

function input(name: string, claudePid: number, age: number): SpooledInput {
  const body = { hook_event_name: name, session_id: `s${claudePid}` };
  return {
    body,
    text: JSON.stringify(body),
    key: `k${claudePid}`,
    time: NOW - age,
    claudePid,
    byPlugin: false,
  };
}

Deno.test("takeSpooled() asks when processes began of those that were there just now", async () => {
  const stored: NewEvent[] = [];
  const ingestor = new EventIngestor({
    append(events) {
      stored.push(...events);
      return Promise.resolve(events.map((_, index) => ({ id: index + 1, duplicate: false })));
    },
  }, { now: () => NOW, redact: true });
  const asked: number[] = [];
  const take = takeSpooled({
    ingestor,
    large: {
      understand() {
        throw new Error("No input here is large");
      },
    },
    readStarts(pids) {
      asked.push(...pids);
      return Promise.resolve(new Map(pids.map((pid) => [pid, `began ${pid}`])));
    },
  });
  await take([
    input("SessionStart", 1, 60_000),
    input("Stop", 2, 10),
    input("SessionStart", 3, 10),
  ]);
  assertEquals(asked, [3]);
  assertEquals(stored.length, 3);
  const starts = stored.map(({ draft }) => JSON.stringify(draft.data).match(/began \d/)?.[0]);
  assertEquals(starts, [undefined, undefined, "began 3"]);
});
