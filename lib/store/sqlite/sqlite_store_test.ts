import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path/join";
import {
  TEST_TIME as NOW,
  testDraft as draft,
  testEvents as events,
} from "../../../tests/support/events.ts";
import { withFolder, withStore } from "../../../tests/support/stores.ts";
import type { CanonicalEvent, EventDraft } from "../../events/event.ts";
import { UserError } from "../../user_error.ts";
import type { NewEvent } from "../../events/new_event.ts";
import { openSqliteStore } from "./sqlite_store.ts";
import { StoreReader } from "./read/reader.ts";

Deno.test("openSqliteStore() gives ids that grow by one and keeps every field", async () => {
  await withStore(async (store) => {
    const full: EventDraft = draft({
      ts: NOW - 5,
      session: "s-1",
      agent: "engineer",
      project: '/home/dev/größe "rechner"',
      tool: "Bash",
      correlation: "toolu_1",
      status: "running",
      duration_ms: 12.5,
      data: { deep: [1, null, true, "ü\0x\ud800"] },
    });
    assertEquals(await store.append([{ draft: full }, { draft: draft() }]), [
      { id: 1, duplicate: false },
      { id: 2, duplicate: false },
    ]);
    assertEquals(store.last, 2);
    const page = await store.page({ after: 0, limit: 10 });
    assertEquals(page, {
      events: [{ id: 1, ...full }, { id: 2, ...draft() }],
      last: 2,
      more: false,
    });
  });
});

Deno.test("openSqliteStore() keeps text that SQLite would cut or change", async () => {
  await withStore(async (store) => {
    const reported: CanonicalEvent[] = [];
    store.onCommit((stored) => void reported.push(...stored));
    await store.append([{
      draft: draft({ ts: NOW + 0.6, summary: "a\0b", session: "x\ud800y", project: "p\0q" }),
    }]);
    const { events } = await store.page({ after: 0, limit: 1 });
    assertEquals(events, reported);
    assertEquals(events[0]?.summary, "a\u2400b");
    assertEquals(events[0]?.session, "x\ufffdy");
    assertEquals(events[0]?.ts, NOW + 1);
  });
});

Deno.test("page() walks forward and backward without a gap", async () => {
  await withStore(async (store) => {
    await store.append(events(25));
    const forward: number[] = [];
    for (let after = 0, more = true; more;) {
      const page = await store.page({ after, limit: 10 });
      forward.push(...page.events.map(({ id }) => id));
      ({ last: after, more } = page);
    }
    assertEquals(forward, Array.from({ length: 25 }, (_, n) => n + 1));
    const newest = await store.page({ limit: 10 });
    assertEquals(newest.events.map(({ id }) => id), [25, 24, 23, 22, 21, 20, 19, 18, 17, 16]);
    assertEquals([newest.last, newest.more], [16, true]);
    const oldest = await store.page({ before: 3, limit: 10 });
    assertEquals(oldest.events.map(({ id }) => id), [2, 1]);
    assertEquals([oldest.last, oldest.more], [1, false]);
    assertEquals((await store.page({ after: 5, upTo: 7, limit: 10 })).events.length, 2);
    assertEquals(await store.page({ after: 25, limit: 10 }), { events: [], last: 25, more: false });
  });
});

Deno.test("page() ends at 4 MiB, and always brings at least one event", async () => {
  await withStore(async (store, path) => {
    await store.append(events(3, { data: "x".repeat(3 * 1024 * 1024) }));
    await store.append(events(1, { data: "y".repeat(6 * 1024 * 1024) }));
    // On a slow machine time would end a page sooner.
    const reader = new StoreReader(path, () => 0);
    const first = reader.page({ after: 0, limit: 10 });
    assertEquals([JSON.parse(first.events).length, first.last, first.more], [2, 2, true]);
    const second = reader.page({ after: 3, limit: 10 });
    assertEquals([JSON.parse(second.events).length, second.last, second.more], [1, 4, false]);
    reader.close();
  });
});

Deno.test("append() commits in order and tells listeners before it resolves", async () => {
  await withStore(async (store) => {
    const reported: number[] = [];
    const stop = store.onCommit((stored) => reported.push(...stored.map(({ id }) => id)));
    store.onCommit(() => {
      throw new Error("a bad listener");
    });
    await Promise.all(Array.from({ length: 50 }, async (_, n) => {
      const appended = await store.append(events(1 + n % 3));
      for (const { id } of appended) assert(reported.includes(id));
    }));
    assertEquals(reported, Array.from({ length: store.last }, (_, n) => n + 1));
    stop();
    await store.append(events(1));
    assertEquals(reported.length, store.last - 1);
  });
});

Deno.test("page() and aggregate() know of no event that listeners have not been announced", async () => {
  await withStore(async (store) => {
    const appended: Promise<unknown>[] = [];
    for (let round = 0; round < 30; round++) {
      appended.push(store.append(events(1)));
      const reported = store.last;
      const [{ events: page }, { last }] = await Promise.all([
        store.page({ limit: 1 }),
        store.aggregate({}),
      ]);
      assert((page[0]?.id ?? 0) <= reported, "a page runs ahead");
      assert(last <= reported, "an aggregate runs ahead");
    }
    await Promise.all(appended);
    assertEquals((await store.page({ limit: 1 })).events[0]?.id, 30);
  });
});

Deno.test("append() keeps a tool use of another session, whatever ids its emitter gives", async () => {
  await withStore(async (store) => {
    const toolUse = (session?: string): NewEvent => ({
      draft: draft({ correlation: "1", ...(session === undefined ? {} : { session }) }),
      once: true,
    });
    const sessions = ["s", "t", "t", "s", undefined];
    const answers = await store.append(sessions.map(toolUse));
    // Who says no session may mean any.
    assertEquals(answers.map(({ id, duplicate }) => duplicate ? `=${id}` : id), [
      1,
      2,
      "=2",
      "=1",
      "=1",
    ]);
    assertEquals(await store.append([toolUse("t"), toolUse("u")]), [
      { id: 2, duplicate: true },
      { id: 3, duplicate: false },
    ]);
  });
});

Deno.test("append() drops duplicates by key, tool use and equal body, and nothing else", async () => {
  await withStore(async (store) => {
    const reported: number[] = [];
    store.onCommit((stored) => reported.push(...stored.map(({ id }) => id)));
    const toolUse: NewEvent = {
      draft: draft({ correlation: "toolu_1", session: "s" }),
      once: true,
    };
    const of = (event: NewEvent, given: Partial<EventDraft>): NewEvent => ({
      ...event,
      draft: { ...event.draft, ...given },
    });
    const bodied: NewEvent = { draft: draft(), body: "POST /x 123" };
    const answers = await store.append([
      { draft: draft(), key: "k" },
      { draft: draft({ received: NOW + 1000 }), key: "k" },
      { draft: draft(), key: "other" },
      toolUse,
      of(toolUse, { received: NOW + 60_000 }),
      of(toolUse, { type: "tool.post" }),
      of(toolUse, { agent: "a-1" }),
      bodied,
      of(bodied, { received: NOW + 500 }),
      of(bodied, { received: NOW + 501 }),
      { draft: draft() },
      { draft: draft() },
    ]);
    assertEquals(answers.map(({ id, duplicate }) => duplicate ? `=${id}` : id), [
      1,
      "=1",
      2,
      3,
      "=3",
      4,
      5,
      6,
      "=6",
      7,
      8,
      9,
    ]);
    assertEquals(reported, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const day = 24 * 60 * 60 * 1000;
    const [later] = await store.append([{ draft: draft({ received: NOW + day }), key: "k" }]);
    assertEquals(later, { id: 10, duplicate: false });
  });
});

Deno.test("openSqliteStore() finds its events, its id and its keys again", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "8765.db");
    const first = await openSqliteStore({ path });
    await first.append([{ draft: draft(), key: "k" }]);
    await first.close();
    const second = await openSqliteStore({ path });
    assertEquals(second.id, first.id);
    assertEquals(second.last, 1);
    assertEquals(await second.append([{ draft: draft(), key: "k" }, { draft: draft() }]), [
      { id: 1, duplicate: true },
      { id: 2, duplicate: false },
    ]);
    const stats = await second.stats();
    assertEquals([stats.events, stats.last], [2, 2]);
    assert(stats.bytes > 0);
    await second.close();
    await assertRejects(() => second.append(events(1)), UserError, "closed");
  });
});

Deno.test("openSqliteStore() pairs an end with its beginning, also of an earlier run", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "8765.db");
    const begin = draft({ session: "s", tool: "Bash", correlation: "c1", status: "running" });
    const end = draft({ ...begin, type: "tool.post", status: "ok", ts: NOW + 900 });
    const first = await openSqliteStore({ path });
    await first.append([{ draft: begin }]);
    await first.close();
    const second = await openSqliteStore({ path });
    const reported: CanonicalEvent[] = [];
    second.onCommit((stored) => void reported.push(...stored));
    const { correlation: _, ...unmarked } = end;
    assertEquals(await second.append([{ draft: unmarked }]), [{ id: 2, duplicate: false }]);
    const { events: [stored] } = await second.page({ after: 1, limit: 1 });
    assertEquals(stored, { ...end, id: 2, duration_ms: 900 });
    assertEquals(reported, [{ ...end, id: 2, duration_ms: 900 }]);
    await second.close();
  });
});

Deno.test("openSqliteStore() knows the tool uses of earlier runs, before and after recalling them", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "8765.db");
    const toolUse: NewEvent = { draft: draft({ correlation: "toolu_1" }), once: true };
    const first = await openSqliteStore({ path });
    await first.append([toolUse, ...events(2500)]);
    await first.close();
    const second = await openSqliteStore({ path });
    for (let n = 0; n < 50; n++) {
      assertEquals(await second.append([toolUse]), [{ id: 1, duplicate: true }]);
    }
    await second.close();
  });
});
