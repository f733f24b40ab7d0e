import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { testDraft } from "../../../../tests/support/events.ts";
import { withFolder } from "../../../../tests/support/stores.ts";
import { until } from "../../../../tests/support/until.ts";
import type { CanonicalEvent } from "../../../events/event.ts";
import { parseQuery } from "../../../events/query/parse.ts";
import { openSqliteStore } from "../sqlite_store.ts";
import { StoreReader } from "../read/reader.ts";
import { packRows } from "../rows/packed_rows.ts";
import { StoreWriter } from "../write/writer.ts";
import type { SalvageProgress } from "./salvage.ts";

const PAGE = 4096;
const EVENTS = 1500;
const TOOLS = ["Bash", "Edit", "Read"] as const;

/** Some events have data of several pages. */
function event(n: number) {
  const draft = testDraft({
    received: Date.now(),
    session: `session-${n % 50}`,
    tool: TOOLS[n % 3] ?? "",
    correlation: `toolu_${n}`,
    project: `/home/dev/project-${n % 5}`,
    data: { n, text: n % 100 === 0 ? "long ".repeat(3000) : `word${n} `.repeat(20) },
  });
  return { draft, key: `key-${n}` };
}

function fill(path: string, events = EVENTS): StoreWriter {
  const writer = new StoreWriter(path);
  for (let from = 0; from < events; from += 300) {
    writer.append(packRows([Array.from({ length: 300 }, (_, n) => event(from + n + 1))]));
  }
  while (writer.index() > 0);
  return writer;
}

function damage(bytes: Uint8Array, page: number, random: () => number): void {
  const at = (page - 1) * PAGE;
  for (let index = at; index < at + PAGE; index++) bytes[index] = random() * 256;
}

/** The same numbers from the same seed. */
function numbers(seed: number): () => number {
  return () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
}

function saveAll(writer: StoreWriter): SalvageProgress {
  for (;;) {
    const progress = writer.salvage(50);
    assert(progress !== null);
    if (progress.missing !== undefined) return progress;
  }
}

function allOf(path: string): CanonicalEvent[] {
  const reader = new StoreReader(path, () => 0);
  try {
    const events: CanonicalEvent[] = [];
    for (let after = 0, more = true; more;) {
      const page = reader.page({ after, limit: 1000 });
      events.push(...JSON.parse(page.events));
      ({ last: after, more } = page);
    }
    assertEquals(reader.facts().events, events.length);
    return events;
  } finally {
    reader.close();
  }
}

async function withFilled(
  work: (whole: Uint8Array, open: (bytes: Uint8Array) => Promise<string>) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const path = join(folder, "s.db");
    fill(path).close();
    let copies = 0;
    await work(await Deno.readFile(path), async (bytes) => {
      const copy = join(folder, `${++copies}.db`);
      await Deno.writeFile(copy, bytes);
      return copy;
    });
  });
}

Deno.test("nearly all events are saved, whichever pages are damaged", () =>
  withFilled(async (whole, put) => {
    const pages = whole.length / PAGE;
    const random = numbers(7);
    const anywhere = (count: number) =>
      Array.from({ length: count }, () => 1 + Math.floor(random() * pages));
    // The first pages are roots of tables and indexes, and the table of names.
    const sets = [[1], [2], [3], [4], [5], [6, 7, 8], [9, 10, 11, 12], anywhere(3), anywhere(10)];
    for (const damaged of sets) {
      const bytes = whole.slice();
      for (const page of damaged) damage(bytes, page, random);
      const path = await put(bytes);
      const writer = new StoreWriter(path);
      assert(writer.setAside !== undefined, `${damaged}`);
      const { saved, missing } = saveAll(writer);
      assertEquals(saved + (missing ?? 0), EVENTS, `${damaged}`);
      assert(saved >= EVENTS - 25 * damaged.length, `${damaged}: ${saved}`);
      assertEquals([...writer.append(packRows([[event(EVENTS + 1)]])).ids], [EVENTS + 1]);
      writer.close();
      const events = allOf(path);
      assertEquals(events.length, saved + 1);
      for (const { id, session, tool, project } of events) {
        assertEquals([id, session, tool, project], [
          id,
          `session-${id % 50}`,
          TOOLS[id % 3],
          `/home/dev/project-${id % 5}`,
        ], `${damaged}`);
      }
    }
  }));

Deno.test("a damaged part of an event does not take the rest of it along", () =>
  withFilled(async (whole, put) => {
    const bytes = whole.slice();
    // In the chain of pages of one long text.
    const long = new TextEncoder().encode("long ".repeat(700));
    const at = indexOf(bytes, long);
    damage(bytes, Math.floor(at / PAGE) + 1, numbers(3));
    const path = await put(bytes);
    const writer = new StoreWriter(path);
    if (writer.setAside === undefined) throw new Error("not found");
    saveAll(writer);
    writer.close();
    const unreadable = allOf(path).filter(({ data }) =>
      JSON.stringify(data).includes("unreadable")
    );
    assertEquals(unreadable.length, 1);
    assertStringIncludes(unreadable[0]?.session ?? "", "session-");
  }));

function indexOf(bytes: Uint8Array, part: Uint8Array): number {
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === part[0] && part.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  throw new Error("not found");
}

Deno.test("half a file is as good as half of the events, and what is no store is set aside", () =>
  withFilled(async (whole, put) => {
    const half = await put(whole.slice(0, Math.floor(whole.length / 2) + 100));
    const writer = new StoreWriter(half);
    const { saved } = saveAll(writer);
    assert(saved > EVENTS / 3, `${saved}`);
    writer.close();
    const text = await put(new TextEncoder().encode("no store ".repeat(3000)));
    const empty = new StoreWriter(text);
    assertEquals(saveAll(empty).saved, 0);
    assertEquals([...empty.append(packRows([[event(1)]])).ids], [1]);
    empty.close();
  }));

Deno.test("what was deleted does not come back", () =>
  withFolder(async (folder) => {
    const path = join(folder, "s.db");
    const writer = fill(path);
    const gone = 800;
    writer.retain({ maxAgeMs: Infinity, maxBytes: Infinity });
    for (let deleted = 0; deleted < gone;) {
      deleted += writer.retain({ maxAgeMs: Infinity, maxBytes: 0 }).deleted;
    }
    writer.close();
    const bytes = await Deno.readFile(path);
    damage(bytes, 1, numbers(1));
    await Deno.writeFile(path, bytes);
    const next = new StoreWriter(path);
    saveAll(next);
    next.close();
    const events = allOf(path);
    assertEquals([events[0]?.id, events.length], [gone + 1, EVENTS - gone]);
  }));

Deno.test("what stands only in the log of writes is saved, too", () =>
  withFolder(async (folder) => {
    const path = join(folder, "s.db");
    const writer = fill(path);
    const copy = join(folder, "copy.db");
    for (const end of ["", "-wal"]) await Deno.copyFile(path + end, copy + end);
    writer.close();
    await Deno.writeTextFile(`${copy}.suspect`, "");
    const next = new StoreWriter(copy);
    assertEquals(saveAll(next).saved, EVENTS);
    next.close();
    assertEquals(allOf(copy).length, EVENTS);
  }));

Deno.test("a start goes on where the last run ended, and duplicates are still known", () =>
  withFilled(async (whole, put) => {
    const path = await put(whole);
    await Deno.writeTextFile(`${path}.suspect`, "");
    for (let starts = 0, done = false; !done; starts++) {
      const writer = new StoreWriter(path);
      assertEquals(writer.last, EVENTS + starts);
      writer.append(packRows([[event(EVENTS + 1 + starts)]]));
      const progress = writer.salvage(5);
      done = progress?.missing !== undefined;
      if (done) {
        assertEquals(progress?.saved, EVENTS);
        assert(starts > 0);
        assertEquals([...writer.append(packRows([[event(5)]])).ids], [-5]);
      }
      writer.close();
    }
  }));

Deno.test("openSqliteStore() tells of damage, goes on with the ids, and finds words again", () =>
  withFilled(async (whole, put) => {
    const bytes = whole.slice();
    damage(bytes, Math.floor(bytes.length / PAGE / 2), numbers(5));
    const path = await put(bytes);
    const lines: string[] = [];
    const store = await openSqliteStore({ path, notice: (line) => lines.push(line) });
    const reported = new Map<string, string | null>();
    store.onTrouble((about, text) => reported.set(about, text));
    await until("all to be saved", () => typeof reported.get("damage") === "string");
    assertStringIncludes(reported.get("damage") ?? "", "events were saved into a new one");
    assertEquals(lines.at(-1), reported.get("damage"));
    assertEquals((await store.append([event(9999)]))[0]?.id, EVENTS + 1);
    const q = parseQuery("word77", Date.now());
    const found: number[] = [];
    for (let after = 0, more = true; more;) {
      const page = await store.page({ after, limit: 10, q });
      found.push(...page.events.map(({ id }) => id));
      ({ last: after, more } = page);
    }
    assertEquals(found, [77]);
    await store.close();
    const next = await openSqliteStore({ path });
    next.onTrouble((about) => reported.set(`${about} again`, about));
    assertEquals([next.id, reported.has("damage again")], [store.id, false]);
    await next.close();
  }));
