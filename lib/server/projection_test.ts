import { assertEquals } from "@std/assert";
import type { CanonicalEvent } from "../events/event.ts";
import type { CommitListener, PageRequest } from "../store/store.ts";
import { Projection, type SnapshotFile } from "./projection.ts";

function event(id: number, session: string): CanonicalEvent {
  const data = { prompt: `prompt ${id}` };
  const facts = { source: "t", category: "session", type: "prompt.submit" } as const;
  return { id, ts: id, received: id, ...facts, session, summary: "", data };
}

Deno.test("Projection knows what was stored before it and what is committed meanwhile", async () => {
  const stored = Array.from({ length: 2_500 }, (_, index) => event(index + 1, `s-${index % 3}`));
  let listener: CommitListener = () => {};
  const store = {
    id: "store-1",
    get last() {
      return stored.length;
    },
    page({ after = 0, limit }: PageRequest) {
      const events = stored.slice(after, after + limit);
      if (stored.length < 2_600) stored.push(event(stored.length + 1, "late"));
      return Promise.resolve({ events, last: after + events.length, more: true });
    },
    onCommit(next: CommitListener) {
      listener = next;
      return () => listener = () => {};
    },
  };
  const projection = new Projection({ store, log: () => {} });
  const { sessions, last } = await projection.state();
  assertEquals([...sessions.keys()].sort(), ["late", "s-0", "s-1", "s-2"]);
  assertEquals(last, stored.length);
  listener([event(stored.length + 1, "new")]);
  assertEquals((await projection.state()).sessions.has("new"), true);
});

Deno.test("Projection goes on from what it wrote down, but not for another store", async () => {
  const stored = Array.from({ length: 30 }, (_, index) => event(index + 1, `s-${index % 3}`));
  const reads: number[] = [];
  const storeOf = (id: string) => ({
    id,
    last: stored.length,
    page({ after = 0, limit }: PageRequest) {
      reads.push(after);
      const events = stored.slice(after, after + limit);
      return Promise.resolve({ events, last: after + events.length, more: false });
    },
    onCommit: () => () => {},
  });
  let file: string | null = null;
  const snapshot: SnapshotFile = {
    read: () => Promise.resolve(file),
    write: (text) => Promise.resolve(void (file = text)),
  };
  const log = () => {};
  const first = new Projection({ store: storeOf("one"), snapshot, log });
  const state = await first.state();
  await first.close();
  stored.push(event(31, "new"));
  const second = new Projection({ store: storeOf("one"), snapshot, log });
  const restored = await second.state();
  assertEquals(restored.sessions.get("s-1"), state.sessions.get("s-1"));
  assertEquals(restored.sessions.has("new"), true);
  assertEquals(reads, [0, 30]);
  await new Projection({ store: storeOf("two"), snapshot, log }).state();
  assertEquals(reads, [0, 30, 0]);
});
