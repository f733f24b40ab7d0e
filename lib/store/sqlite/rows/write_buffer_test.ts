import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { DatabaseSync } from "node:sqlite";
import { TEST_TIME, testDraft } from "../../../../tests/support/events.ts";
import { withFolder } from "../../../../tests/support/stores.ts";
import { parseQuery } from "../../../events/query/mod.ts";
import type { PageRequest, TextPage } from "../../store.ts";
import type { NewEvent } from "../../../events/new_event.ts";
import { openSqliteReader } from "../open_reader.ts";
import { packRows } from "./packed_rows.ts";
import { StoreReader } from "../read/reader.ts";
import { MIGRATIONS } from "../file/schema.ts";
import { StoreWriter } from "../write/writer.ts";

/** An event a second: of two tools, every seventh failed. */
function event(n: number): NewEvent {
  return {
    draft: testDraft({
      ts: TEST_TIME + n * 1000,
      received: TEST_TIME + n * 1000,
      type: "tool.post",
      tool: n % 3 === 0 ? "Edit" : "Bash",
      duration_ms: n,
      summary: `Bash: step ${n}`,
      data: { n, word: n % 10 === 0 ? "zebra" : "horse" },
      ...(n % 7 === 0 ? { status: "error" } as const : {}),
    }),
  };
}

function append(writer: StoreWriter, from: number, count: number): void {
  for (let n = from; n < from + count; n++) writer.append(packRows([[event(n)]]));
}

const QUERIES = ["", "tool:Edit", "zebra", "duration:>20ms -status:error", "/step 1./"];

function walk(
  reader: StoreReader,
  from: Omit<PageRequest, "limit">,
  direction: "after" | "before",
): TextPage[] {
  const pages = [reader.page({ limit: 7, ...from })];
  for (let page = pages[0]; page?.more; pages.push(page)) {
    page = reader.page({ limit: 7, ...from, [direction]: page.last });
  }
  return pages;
}

/** Everything that a reader can be asked, in both directions and by small pages. */
function allOf(path: string): unknown[] {
  // A clock that stands: no page ends because its time is up.
  const reader = new StoreReader(path, () => 0);
  try {
    assertEquals(reader.facts().events, 60);
    return QUERIES.flatMap((text) => {
      const q = parseQuery(text, TEST_TIME);
      const pages = [...walk(reader, { q, after: 0 }, "after"), ...walk(reader, { q }, "before")];
      assert(pages.some(({ events }) => events !== "[]"), text);
      return [
        pages,
        reader.aggregate({ q, calls: true, step: 1000 }),
        reader.aggregate({ q, since: TEST_TIME + 50_000 }),
        reader.aggregate({ q, since: TEST_TIME + 20_000, before: 58, upTo: 57 }),
        reader.facts(),
      ];
    });
  } finally {
    reader.close();
  }
}

function counts(path: string): unknown {
  const database = new DatabaseSync(path);
  const count = (table: string) => database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n;
  const result = { events: count("events"), arrivals: count("arrivals") };
  database.close();
  return result;
}

for (const settled of [0, 40]) {
  Deno.test(`readers see newest events as all others, with ${settled} of 60 settled`, () =>
    withFolder((folder) => {
      const path = join(folder, "s.db");
      const writer = new StoreWriter(path);
      append(writer, 0, settled);
      while (writer.index() > 0);
      append(writer, settled, 60 - settled);
      assertEquals(counts(path), { events: settled, arrivals: 60 - settled });
      const before = allOf(path);
      writer.close();
      assertEquals(counts(path), { events: 60, arrivals: 0 });
      assertEquals(before, allOf(path));
      return Promise.resolve();
    }));
}

Deno.test("newest events settle when they are many, with the index of words, and with a large commit", () =>
  withFolder((folder) => {
    const path = join(folder, "s.db");
    const writer = new StoreWriter(path);
    append(writer, 0, 499);
    writer.settle();
    assertEquals(counts(path), { events: 0, arrivals: 499 });
    append(writer, 499, 1);
    writer.settle();
    assertEquals(counts(path), { events: 500, arrivals: 0 });
    append(writer, 500, 3);
    while (writer.index() > 0);
    assertEquals(counts(path), { events: 503, arrivals: 0 });
    append(writer, 503, 3);
    writer.append(packRows([Array.from({ length: 200 }, (_, n) => event(n))]));
    assertEquals(counts(path), { events: 706, arrivals: 0 });
    writer.close();
    return Promise.resolve();
  }));

Deno.test("a duplicate of a newest event is found among them", () =>
  withFolder((folder) => {
    const writer = new StoreWriter(join(folder, "s.db"));
    const once: NewEvent = { draft: testDraft({ correlation: "toolu_1" }), once: true };
    assertEquals([...writer.append(packRows([[once]])).ids], [1]);
    assertEquals([...writer.append(packRows([[once]])).ids], [-1]);
    writer.close();
    return Promise.resolve();
  }));

Deno.test("what a run that was killed left among the newest is read, and settles at the next start", () =>
  withFolder(async (folder) => {
    const path = join(folder, "s.db");
    const first = new StoreWriter(path);
    append(first, 0, 5);
    const copy = join(folder, "copy.db");
    for (const end of ["", "-wal"]) await Deno.copyFile(path + end, copy + end);
    first.close();

    const reader = await openSqliteReader(copy);
    assertEquals((await reader.page({ after: 0, limit: 10 })).events.map(({ id }) => id), [
      1,
      2,
      3,
      4,
      5,
    ]);
    await reader.close();
    const second = new StoreWriter(copy);
    assertEquals(counts(copy), { events: 5, arrivals: 0 });
    assertEquals([...second.append(packRows([[event(5)]])).ids], [6]);
    second.close();
  }));

Deno.test("a store of an older release is read as it is", () =>
  withFolder((folder) => {
    const path = join(folder, "old.db");
    const old = new DatabaseSync(path);
    for (const step of MIGRATIONS.slice(0, 3)) old.exec(step);
    old.exec("PRAGMA user_version = 3");
    old.close();
    const reader = new StoreReader(path);
    assertEquals(reader.facts(), { id: "", last: 0, events: 0 });
    assertEquals(reader.page({ limit: 5 }).more, false);
    reader.close();
    const database = new DatabaseSync(path);
    assertEquals(
      database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'arrivals'").get()?.n,
      0,
    );
    database.close();
    return Promise.resolve();
  }));
