import { assertEquals } from "@std/assert";
import type { CanonicalEvent, EventDraft } from "../events/event.ts";
import { isJsonObject } from "../events/json.ts";
import type { PageRequest } from "../store/store.ts";
import type { NewEvent } from "../events/new_event.ts";
import { OwnEvents } from "./own_events.ts";

const FACTS = { ts: 1, received: 1, category: "other", type: "t", summary: "" } as const;

/** A store of so many events of an emitter, which may take its time. */
function storeOf(count: number, beforePage: () => Promise<void> = () => Promise.resolve()) {
  const stored: CanonicalEvent[] = Array.from(
    { length: count },
    (_, index) => ({ id: index + 1, ...FACTS, source: "api", data: {} }),
  );
  const reported: EventDraft[] = [];
  let reads = 0;
  return {
    reported,
    get reads() {
      return reads;
    },
    last: count,
    async page({ after, limit }: PageRequest) {
      if (after === undefined) return { events: [], last: 0, more: false };
      await beforePage();
      reads++;
      const events = stored.slice(after, after + limit);
      return { events, last: after + events.length, more: after + events.length < count };
    },
    append(events: readonly NewEvent[]) {
      reported.push(...events.map(({ draft }) => draft));
      return Promise.resolve(events.map((_, index) => ({ id: count + index, duplicate: false })));
    },
    onCommit: () => () => {},
  };
}

function processedIn(draft: EventDraft | undefined): unknown {
  return isJsonObject(draft?.data) ? draft.data["processed"] : undefined;
}

const STOP = { category: "system", type: "server.stop", summary: "Stopped", data: {} } as const;

Deno.test("OwnEvents counts what emitters sent before this process", async () => {
  const store = storeOf(2_500);
  const own = new OwnEvents(store, { now: () => 1, log: () => {} });
  own.tell(STOP);
  await own.close();
  // It was told to end before it had counted: the next server does.
  assertEquals(processedIn(store.reported[0]), undefined);
  const other = new OwnEvents(store, { now: () => 1, log: () => {} });
  other.tell({ ...STOP, type: "server.start" });
  while (store.reported.length < 2) await Promise.resolve();
  assertEquals(processedIn(store.reported[1]), 2_500);
  assertEquals(other.processed, 2_500);
  await other.close();
});

Deno.test("OwnEvents does not keep a server from ending while it counts", async () => {
  const gate = Promise.withResolvers<void>();
  const store = storeOf(1_000_000, () => gate.promise);
  const own = new OwnEvents(store, { now: () => 1, log: () => {} });
  own.tell(STOP);
  await Promise.resolve();
  const closed = own.close();
  gate.resolve();
  await closed;
  assertEquals(store.reads <= 1, true);
  assertEquals(store.reported.map(({ type }) => type), ["server.stop"]);
});
