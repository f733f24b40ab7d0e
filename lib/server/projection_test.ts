import { assertEquals, assertMatch } from "@std/assert";
import type { CanonicalEvent } from "../events/event.ts";
import type { CommitListener, PageRequest } from "../store/store.ts";
import { Projection, type SnapshotFile } from "./projection.ts";

function event(id: number, session: string): CanonicalEvent {
  const data = { prompt: `prompt ${id}` };
  const facts = { source: "t", category: "session", type: "prompt.submit" } as const;
  return { id, ts: id, received: id, ...facts, session, summary: "", data };
}

/** Ticks end when somebody asks. */
const clock = { elapsed: () => 0, later: () => () => {} };

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
  const projection = new Projection({ store, log: () => {}, clock });
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
  const first = new Projection({ store: storeOf("one"), snapshot, log, clock });
  const state = await first.state();
  await first.close();
  stored.push(event(31, "new"));
  const second = new Projection({ store: storeOf("one"), snapshot, log, clock });
  const restored = await second.state();
  assertEquals(restored.sessions.get("s-1"), state.sessions.get("s-1"));
  assertEquals(restored.sessions.has("new"), true);
  assertEquals(reads, [0, 30]);
  await new Projection({ store: storeOf("two"), snapshot, log, clock }).state();
  assertEquals(reads, [0, 30, 0]);
});

/** A store of so many prompts, each of a session of its own, which counts what is read of it. */
function storeOf(count: number) {
  const reads: number[] = [];
  return {
    reads,
    id: "one",
    last: count,
    page({ after = 0, limit }: PageRequest) {
      const length = Math.min(limit, count - after);
      const events = Array.from({ length }, (_, index) => event(after + index + 1, "s"));
      reads.push(length);
      return Promise.resolve({ events, last: after + length, more: true });
    },
    onCommit: () => () => {},
  };
}

async function startFrom(text: string | null, count: number) {
  const store = storeOf(count);
  const log: string[] = [];
  const snapshot = { read: () => Promise.resolve(text), write: () => Promise.resolve() };
  const projection = new Projection({ store, snapshot, log: (line) => void log.push(line), clock });
  const state = await projection.state();
  await projection.close();
  return { state, log, read: store.reads.reduce((sum, length) => sum + length, 0) };
}

async function snapshotAt(count: number): Promise<string> {
  let text = "";
  const snapshot: SnapshotFile = {
    read: () => Promise.resolve(null),
    write: (next) => Promise.resolve(void (text = next)),
  };
  const projection = new Projection({ store: storeOf(count), snapshot, log: () => {}, clock });
  await projection.state();
  await projection.close();
  return text;
}

Deno.test("Projection says why it cannot use a state, and reads only the newest events then", async () => {
  const good = await snapshotAt(100);
  const cases: [string | null, RegExp][] = [
    [null, /No state was kept by a run before: .* newest 20000 events/],
    ["", /of another store/],
    [good.slice(0, -20), /damaged, or of another version/],
    [good.replace(/"version":\d+/, '"version":0'), /damaged, or of another version/],
    [good.replace(/^one/, "two"), /of another store/],
    [good.replace(/"last":100}$/, '"last":70000}'), /events that are gone/],
  ];
  for (const [text, reason] of cases) {
    const { state, log, read } = await startFrom(text, 60_000);
    assertEquals(log.length, 1, String(reason));
    assertMatch(log[0] ?? "", reason);
    assertEquals([state.last, read], [60_000, 20_000]);
  }
});

Deno.test("Projection reads all that a state does not know yet, but not without bound", async () => {
  const text = await snapshotAt(100);
  const near = await startFrom(text, 45_100);
  assertEquals([near.log, near.read], [[], 45_000]);
  const far = await startFrom(text, 90_000);
  assertEquals(far.read, 20_000);
  assertMatch(far.log[0] ?? "", /is 89900 events old: of these, the newest 20000 are read/);
  // What it knew is still known.
  assertEquals(far.state.sessions.get("s")?.first, 1);
});

Deno.test("Projection takes commits in once a tick, and tells who waits", async () => {
  const ticks: (() => void)[] = [];
  let listener: CommitListener = () => {};
  const waits: string[] = [];
  const projection = new Projection({
    store: {
      ...storeOf(0),
      onCommit(next: CommitListener) {
        listener = next;
        return () => listener = () => {};
      },
    },
    log: () => {},
    onWaiting: ({ session }) => void waits.push(session),
    clock: {
      elapsed: () => 0,
      later: (_ms, run) => {
        ticks.push(run);
        return () => void ticks.splice(ticks.indexOf(run), 1);
      },
    },
  });
  await projection.state();
  const asks = { category: "tool", type: "permission.request", tool: "Bash" } as const;
  for (const id of [1, 2, 3]) listener([{ ...event(id, `s-${id}`), ...asks }]);
  assertEquals([ticks.length, waits], [1, []]);
  ticks.splice(0).forEach((run) => run());
  assertEquals(waits, ["s-1", "s-2", "s-3"]);
  listener([event(4, "s-4")]);
  assertEquals((await projection.state()).last, 4);
  assertEquals(ticks.length, 0);
});
