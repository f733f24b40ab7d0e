import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { DatabaseSync } from "node:sqlite";
import { TEST_TIME, testDraft } from "../../../../tests/support/events.ts";
import type { NewEvent } from "../../../events/new_event.ts";
import { FIND_TOOL_USE } from "./duplicates.ts";
import { packRows, textBytes } from "../rows/packed_rows.ts";
import { StoreReader } from "../read/reader.ts";
import { StoreWriter } from "./writer.ts";

async function withWriter(work: (writer: StoreWriter, path: string) => void): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "monitor-writer-" });
  const path = join(folder, "s.db");
  const writer = new StoreWriter(path, () => ({ wall: TEST_TIME, running: 0 }));
  try {
    work(writer, path);
  } finally {
    writer.close();
    await Deno.remove(folder, { recursive: true });
  }
}

function event(given: Parameters<typeof testDraft>[0] = {}): NewEvent {
  return { draft: testDraft(given) };
}

/** An event that SQLite cannot take. */
function badEvent(): NewEvent {
  const bad = event({ session: "only here" });
  Object.assign(bad.draft, { summary: Symbol("no summary") });
  return bad;
}

Deno.test("append() stores the other groups when one cannot be stored", () =>
  withWriter((writer) => {
    const { ids, errors } = writer.append(
      packRows([[event(), event()], [event(), badEvent()], [event()]]),
    );
    assertEquals([...ids], [1, 2, 0, 0, 3]);
    assertEquals(errors.map(([group]) => group), [1]);
    assertEquals(writer.last, 3);
  }));

Deno.test("append() says by its place what an event gets from its beginning", () =>
  withWriter((writer) => {
    const begin = event({ session: "s", tool: "Bash", correlation: "c", ts: TEST_TIME });
    const end = event({ session: "s", tool: "Bash", type: "tool.post", ts: TEST_TIME + 7 });
    const outcome = writer.append(packRows([[event(), badEvent()], [begin], [event(), end]]));
    assertEquals(outcome.amendments, [[4, { duration_ms: 7, correlation: "c" }]]);
  }));

Deno.test("append() forgets all of a transaction that was undone", () =>
  withWriter((writer, path) => {
    const begin = event({ session: "s", tool: "Bash", correlation: "c" });
    const marked = { ...begin, body: "b", key: "k" };
    assertEquals(writer.append(packRows([[marked, badEvent()]])).errors.length, 1);
    const end = event({ session: "s", tool: "Bash", correlation: "c", type: "tool.post" });
    const outcome = writer.append(packRows([[end, marked]]));
    assertEquals([...outcome.ids], [1, 2]);
    assertEquals(outcome.amendments, []);
    const reader = new DatabaseSync(path, { readOnly: true });
    const names = reader.prepare("SELECT text FROM names").all().map(({ text }) => text);
    assert(names.includes("Bash") && !names.includes("only here"), `${names}`);
    reader.close();
  }));

Deno.test("append() looks a tool use up by its own index, however many events there are", () =>
  withWriter((writer, path) => {
    writer.append(packRows([[event({ correlation: "c" })]]));
    const database = new DatabaseSync(path, { readOnly: true });
    const plan = database.prepare(`EXPLAIN QUERY PLAN ${FIND_TOOL_USE}`).all("c", 1, null, 1);
    assert(
      plan.every(({ detail }) => `${detail}`.includes("events_correlation")),
      `${plan[0]?.detail}`,
    );
    database.close();
  }));

Deno.test("retain() deletes names that no event has any more, and gives their numbers to no other", () =>
  withWriter((writer, path) => {
    const old = { received: TEST_TIME - 1000, agent: "claude" };
    writer.append(packRows([[
      event({ ...old, source: "claude", session: "old", tool: "Old" }),
      event({ ...old, session: "lasting", type: "status" }),
      event({ session: "lasting", tool: "New" }),
    ]]));
    const reader = new DatabaseSync(path, { readOnly: true });
    const names = () =>
      new Map(reader.prepare("SELECT text, id FROM names").all().map(({ text, id }) => [text, id]));
    const before = names();
    writer.retain({ maxAgeMs: 500, maxBytes: Infinity });
    const gone = [...before.keys()].filter((text) => !names().has(text));
    assertEquals(gone, ["Old", "old", "status"].toSorted());
    writer.append(packRows([[event({ session: "old", tool: "Old" })]]));
    const stored = new StoreReader(path);
    assertStringIncludes(stored.page({ limit: 1 }).events, '"session":"old"');
    stored.close();
    assert(Number(names().get("old")) > Math.max(...[...before.values()].map(Number)));
    reader.close();
  }));

Deno.test("retain() keeps the newest name: readers know numbers by heart", () =>
  withWriter((writer, path) => {
    writer.append(packRows([[event({ received: 1, session: "s", tool: "the newest" })]]));
    const reader = new StoreReader(path);
    assertStringIncludes(reader.page({ limit: 1 }).events, "the newest");
    writer.retain({ maxAgeMs: 500, maxBytes: Infinity });
    writer.append(packRows([[event({ tool: "another" })]]));
    assertStringIncludes(reader.page({ limit: 1 }).events, "another");
    reader.close();
  }));

Deno.test("textBytes() tells how much text a commit brings", () => {
  const rows = packRows([[event({ data: "x".repeat(5000) })], [event({ correlation: "c" })]]);
  const bytes = textBytes(rows);
  assert(bytes > 5000 && bytes < 5200, `${bytes}`);
});

const DAY = 24 * 60 * 60 * 1000;

/** Opens one store again and again, by clocks that the test moves. */
async function withClock(
  work: (open: () => StoreWriter, clock: { wall: number; running: number }) => void,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "monitor-writer-" });
  const clock = { wall: TEST_TIME, running: 0 };
  try {
    work(() => new StoreWriter(join(folder, "s.db"), () => ({ ...clock })), clock);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a start with a clock far ahead deletes nothing, the second one neither", () =>
  withClock((open, clock) => {
    const first = open();
    first.append(packRows([Array.from({ length: 300 }, () => event({ received: clock.wall }))]));
    first.close();
    for (const ahead of [40 * DAY, 400 * DAY]) {
      clock.wall += ahead;
      const writer = open();
      writer.append(packRows([[event({ received: clock.wall })]]));
      assertEquals(writer.retain({ maxAgeMs: 30 * DAY, maxBytes: Infinity }).deleted, 0);
      writer.close();
    }
  }));

Deno.test("a clock that jumps deletes nothing, and no key is taken for a new one", () =>
  withClock((open, clock) => {
    const writer = open();
    const keyed = () => ({ ...event({ received: clock.wall }), key: "once" });
    writer.append(packRows([[keyed()]]));
    for (const jump of [40 * DAY, -400 * DAY, 400 * DAY]) {
      clock.wall += jump;
      clock.running += 1000;
      assertEquals([...writer.append(packRows([[keyed()]])).ids], [-1], `${jump / DAY}`);
      assertEquals(writer.retain({ maxAgeMs: DAY, maxBytes: Infinity }).deleted, 0);
    }
    writer.close();
  }));

Deno.test("events are deleted when they are old by a clock that runs, and keys after a day", () =>
  withClock((open, clock) => {
    const writer = open();
    const keyed = () => ({ ...event({ received: clock.wall }), key: "once" });
    writer.append(packRows([[keyed()]]));
    for (let minutes = 0; minutes < 24 * 60 + 10; minutes += 5) {
      clock.wall += 5 * 60_000;
      clock.running += 5 * 60_000;
      writer.retain({ maxAgeMs: 30 * DAY, maxBytes: Infinity });
    }
    assertEquals([...writer.append(packRows([[keyed()]])).ids], [2]);
    assertEquals(writer.retain({ maxAgeMs: DAY, maxBytes: Infinity }).deleted, 1);
    writer.close();
  }));

Deno.test("equal bodies are one event within half a second, whichever way the clock went", () =>
  withClock((open, clock) => {
    const writer = open();
    const isDuplicate = (received: number, body = "same") => {
      clock.wall = received;
      const [id] = writer.append(packRows([[{ ...event({ received }), body }]])).ids;
      return id !== undefined && id < 0;
    };
    assertEquals(isDuplicate(TEST_TIME), false);
    assertEquals(isDuplicate(TEST_TIME + 500), true);
    assertEquals(isDuplicate(TEST_TIME + 501), false);
    // Set back by an hour, and by half a second.
    assertEquals(isDuplicate(TEST_TIME - 60 * 60_000), false);
    assertEquals(isDuplicate(TEST_TIME - 60 * 60_000 - 500), true);
    assertEquals(isDuplicate(TEST_TIME - 60 * 60_000 - 501), false);
    // Set forward and back between two events of one commit.
    const jumped = [TEST_TIME, TEST_TIME + 60 * 60_000].map((received, n) => ({
      ...event({ received }),
      body: `jumped ${n}`,
    }));
    clock.wall = TEST_TIME;
    writer.append(packRows([jumped]));
    assertEquals(isDuplicate(TEST_TIME + 100, "jumped 0"), true);
    assertEquals(isDuplicate(TEST_TIME + 100, "jumped 1"), false);
    writer.close();
  }));
