import { assert, assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { join } from "@std/path/join";
import { TEST_TIME, testDraft } from "../../../../tests/support/events.ts";
import { until } from "../../../../tests/support/until.ts";
import type { CanonicalEvent, EventDraft } from "../../../events/event.ts";
import { compileLinear } from "../../../events/query/linear_regex.ts";
import { compileQuery } from "../../../events/query/match.ts";
import { parseQuery } from "../../../events/query/parse.ts";
import type { PageRequest } from "../../store.ts";
import { openSqliteStore } from "../sqlite_store.ts";
import { StoreReader } from "./reader.ts";
import { StoreWriter } from "../write/writer.ts";
import { packRows } from "../rows/packed_rows.ts";

const TOOLS = ["Bash", "Edit", "Read", undefined];
const TYPES = ["tool.pre", "tool.post", "prompt.submit", "agent.start"];
const PROJECTS = ["/home/dev/shop-api", "/home/dev/größe", "C:\\Users\\dev", undefined];
const TEXTS = [
  "npm test failed",
  "große Größe übermäßig",
  "请把所有错误消息翻译成中文",
  'a "quoted" thing\nand 12 passed',
  "lib/store/sqlite/sqlite_store.ts --run",
  "e\u0301cole résumé",
  "🚀 deploy 𝐛𝐨𝐥𝐝",
  "AꞮb ABBA",
];

// Rare enough for the index of words to be asked.
const RARE_TEXTS = [
  "a needle (haystack)",
  "Nadel im Heuhaufen",
  "needles, needlework",
  "针 npm AꞮz",
];

// Told apart by arithmetic, so that every field meets every other.
function drafts(count: number): EventDraft[] {
  return Array.from({ length: count }, (_, n) => {
    const tool = TOOLS[n % 4];
    const project = PROJECTS[Math.floor(n / 3) % 4];
    return testDraft({
      received: TEST_TIME + n * 1000,
      ts: TEST_TIME + n * 1000,
      type: TYPES[Math.floor(n / 2) % 4] ?? "",
      category: n % 5 === 0 ? "agent" : "tool",
      session: `s-${n % 7}`,
      summary: `Event ${n}`,
      data: { text: (n % 97 === 0 ? RARE_TEXTS[n % 4] : TEXTS[n % 8]) ?? "", n },
      ...(tool === undefined ? {} : { tool, correlation: `toolu_${n % 11}` }),
      ...(project === undefined ? {} : { project }),
      ...(n % 3 === 0 ? { status: n % 2 === 0 ? "ok" : "error", duration_ms: n * 10 } : {}),
    });
  });
}

const QUERIES = [
  "",
  "npm",
  "npm test",
  '"pm tes"',
  '"test failed"',
  "größe",
  "错误",
  "école",
  "cole",
  "deploy",
  "𝐛𝐨𝐥𝐝",
  "AꞮb",
  "abba",
  "--run",
  "lib/store/sqlite",
  "store OR deploy",
  "(store OR deploy) tool:bash",
  "store OR tool:bash",
  "-store",
  "-tool:bash",
  "-(tool:bash OR tool:edit)",
  "-(tool:bash npm)",
  "tool:bash,edit status:error",
  "tool:nothing",
  "-tool:nothing",
  "type:tool",
  "type:*.p*",
  "project:shop-api",
  "project:*dev*",
  "session:s-3",
  "correlation:toolu_1",
  'correlation:"toolu_1"',
  "-correlation:toolu_1",
  "duration:>1s",
  "-duration:>1s",
  "duration:100..500",
  "id:>20 id:<=40",
  "has:tool -has:status",
  "-has:tool",
  "/n[po]m\\s+test/",
  "tool:/^(Bash|Read)$/ /passed/",
  "data.n:3",
  "-data.n:3",
  "summary:*7",
];

const RARE_QUERIES = [
  "needle",
  "needles",
  "need OR heu",
  "npm (needle OR nadel)",
  "needle tool:bash",
  "needle -haystack",
  '"eedle (hay"',
  "AꞮz",
  "heuhaufen id:<2000",
];

const BACKWARD: Omit<PageRequest, "q"> = { limit: 9 };
const FORWARD: Omit<PageRequest, "q"> = { after: 0, limit: 9 };

/** All events of a query, page by page. */
function walk(reader: StoreReader, text: string, from: Omit<PageRequest, "q">): CanonicalEvent[] {
  const found: CanonicalEvent[] = [];
  const q = parseQuery(text, TEST_TIME);
  for (let request: PageRequest = { ...from, q };;) {
    const page = reader.page(request);
    const events: CanonicalEvent[] = JSON.parse(page.events);
    assert(events.length <= request.limit);
    found.push(...events);
    if (!page.more) return found;
    request = from.after === undefined
      ? { ...request, before: page.last }
      : { ...request, after: page.last };
  }
}

interface Scene {
  readonly name: string;
  readonly events: number;
  /** Steps of the index. */
  readonly steps: number;
  readonly queries: readonly string[];
}

const SCENES: readonly Scene[] = [
  { name: "nothing in the index", events: 450, steps: 0, queries: QUERIES },
  { name: "some of it in the index", events: 450, steps: 4, queries: QUERIES },
  { name: "all of it in the index", events: 450, steps: 9, queries: QUERIES },
  { name: "rare words, and all in the index", events: 3000, steps: 99, queries: RARE_QUERIES },
  { name: "rare words, and most in the index", events: 3300, steps: 60, queries: RARE_QUERIES },
];

for (const { name, events, steps, queries } of SCENES) {
  Deno.test(`page() finds what the matcher finds, with ${name}`, async () => {
    const folder = await Deno.makeTempDir({ prefix: "monitor-search-" });
    const path = join(folder, "s.db");
    const writer = new StoreWriter(path);
    const given = drafts(events);
    writer.append(packRows([given.map((draft) => ({ draft }))]));
    for (let step = 0; step < steps && writer.index() > 0; step++);
    const reader = new StoreReader(path);
    const stored = given.map((draft, index): CanonicalEvent => ({ id: index + 1, ...draft }));
    for (const text of queries) {
      const matches = compileQuery(parseQuery(text, TEST_TIME), compileLinear);
      const wanted = stored.filter(matches).map(({ id }) => id);
      assertEquals(walk(reader, text, FORWARD).map(({ id }) => id), wanted, text);
      assertEquals(walk(reader, text, BACKWARD).map(({ id }) => id), wanted.toReversed(), text);
    }
    assertEquals(walk(reader, "id:1", FORWARD), stored.slice(0, 1));
    reader.close();
    writer.close();
    await Deno.remove(folder, { recursive: true });
  });
}

Deno.test("page() stops looking after its time, and goes on from there", async () => {
  const folder = await Deno.makeTempDir({ prefix: "monitor-search-" });
  const path = join(folder, "s.db");
  const writer = new StoreWriter(path);
  writer.append(packRows([drafts(3000).map((draft) => ({ draft }))]));
  // A clock that gains some time each time that somebody looks at it.
  let time = 0;
  const reader = new StoreReader(path, () => time += 0.1);
  const q = parseQuery("/no such thing/", TEST_TIME);
  const first = reader.page({ limit: 10, q });
  assertEquals([first.events, first.more], ["[]", true]);
  assert(first.last > 1 && first.last < 3000, `${first.last}`);
  let pages = 1;
  for (let page = first; page.more; pages++) {
    const next = reader.page({ limit: 10, q, before: page.last });
    assert(next.last < page.last);
    page = next;
  }
  assert(pages > 3 && pages < 40, `${pages}`);
  const late = reader.page({ limit: 10, q }, 1000);
  assert(late.last > first.last, "what had to wait for its turn gets less time");
  reader.close();
  writer.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("openSqliteStore() indexes and deletes by itself, behind the commits", async () => {
  const folder = await Deno.makeTempDir({ prefix: "monitor-search-" });
  const path = join(folder, "s.db");
  const now = Date.now();
  const day = 24 * 60 * 60 * 1000;
  const old = await openSqliteStore({ path, retention: { maxAgeMs: 90 * day, maxBytes: 1e9 } });
  await old.append(drafts(500).map((draft) => ({ draft: { ...draft, received: now - 40 * day } })));
  await old.append(drafts(20).map((draft) => ({ draft: { ...draft, received: now } })));
  await old.close();
  const store = await openSqliteStore({ path });
  await until("old events to go", async () => (await store.stats()).events === 20);
  const q = parseQuery("npm", now);
  const found: number[] = [];
  for (let after = 0, more = true; more;) {
    const page = await store.page({ after, limit: 100, q });
    found.push(...page.events.map(({ id }) => id));
    ({ last: after, more } = page);
  }
  assertEquals(found, [509, 517]);
  assertEquals(await store.append([{ draft: testDraft() }]), [{ id: 521, duplicate: false }]);
  await store.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("retain() deletes the oldest until the store is small enough, and never gives ids again", async () => {
  const folder = await Deno.makeTempDir({ prefix: "monitor-search-" });
  const path = join(folder, "s.db");
  const writer = new StoreWriter(path);
  const events = drafts(1000).map((draft) => ({
    draft: { ...draft, data: "x".repeat(2000) + draft.summary },
  }));
  const rows = packRows([events]);
  writer.append(rows);
  while (writer.index() > 0);
  const size = async () => (await Deno.stat(path)).size;
  writer.append(rows);
  const retention = { maxAgeMs: Infinity, maxBytes: 1_500_000 };
  let steps = 0;
  while (writer.retain(retention).more) steps++;
  assert(steps >= 2, `${steps}`);
  while (writer.retain({ ...retention, maxBytes: 0 }).more);
  assertEquals([...writer.append(packRows([events.slice(0, 1)])).ids], [2001]);
  writer.close();
  assert(await size() < 1_500_000, `${await size()}`);
  const reader = new StoreReader(path);
  assertEquals(reader.facts().last, 2001);
  assertEquals(reader.page({ limit: 10 }).last, 2001);
  reader.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("page() finds text of any composition, in the index of an older release, too", async () => {
  const folder = await Deno.makeTempDir({ prefix: "monitor-search-" });
  const path = join(folder, "s.db");
  const writer = new StoreWriter(path);
  const words = ["caf\u00e9", "\ud559\uc810\ud45c", "\u304c\u3063\u3053\u3046", "\u1fb6lpha"];
  const given = Array.from({ length: 3000 }, (_, n) => {
    const text = (words[n / 500] ?? "other").normalize(n % 1000 === 0 ? "NFC" : "NFD");
    return testDraft({ summary: text, data: { text: `/home/${text}/x` } });
  });
  writer.append(packRows([given.map((draft) => ({ draft }))]));
  while (writer.index() > 0);
  // Older releases put the text into the index as it came.
  const database = new DatabaseSync(path);
  database.exec("DELETE FROM words");
  const insert = database.prepare("INSERT INTO words (rowid, text) VALUES (?, ?)");
  given.forEach(({ summary }, n) => insert.run(n + 1, `${summary} /home/${summary}/x`));
  database.close();
  const reader = new StoreReader(path);
  for (const [n, word] of words.entries()) {
    for (const typed of [word, word.normalize("NFD"), `home/${word}`]) {
      for (const query of [typed, `"${typed}"`, `summary:${word.normalize("NFD")}`]) {
        const ids = walk(reader, query, BACKWARD).map(({ id }) => id);
        assertEquals(ids, [n * 500 + 1], query);
      }
    }
  }
  reader.close();
  writer.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("aggregate() finds what was received since a moment where the clock was set back", async () => {
  const folder = await Deno.makeTempDir({ prefix: "monitor-search-" });
  const path = join(folder, "s.db");
  const writer = new StoreWriter(path);
  const back = drafts(600).map((draft, n) => ({
    draft: { ...draft, received: TEST_TIME - n * 1000 },
  }));
  writer.append(packRows([back]));
  while (writer.index() > 0);
  const reader = new StoreReader(path, () => 0);
  const { series } = reader.aggregate({ since: TEST_TIME - 300_000 }, 0);
  assertEquals(series.reduce((sum, { events }) => sum + events, 0), 301);
  reader.close();
  writer.close();
  await Deno.remove(folder, { recursive: true });
});
