import { assert, assertEquals, assertRejects } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { basename } from "@std/path/basename";
import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { TEST_TIME, testDraft } from "../../../../tests/support/events.ts";
import { withFolder } from "../../../../tests/support/stores.ts";
import { CLOCK } from "../../../clock.ts";
import type { CanonicalEvent } from "../../../events/event.ts";
import { parseQuery } from "../../../events/query/parse.ts";
import type { Query } from "../../../events/query/query.ts";
import type { Store } from "../../store.ts";
import { openSqliteStore } from "../sqlite_store.ts";
import { copyPath } from "./copy_file.ts";
import { UserError } from "../../../user_error.ts";
import { readRedaction } from "./read_redaction.ts";
import { Redaction } from "./redaction.ts";

/** Stands in each secret, in whatever form that is stored. */
const MARK = "qz7hidden";
const PASSWORD = `Qz7hidden4Xw9`;
const COUNT = 120;

function secretEvent(index: number) {
  return {
    draft: testDraft({
      type: "hook.PreToolUse",
      session: `s-${index % 3}`,
      project: `/home/x?password=${PASSWORD}`,
      tool: "Bash",
      correlation: `toolu_${index}`,
      summary: `export DB_PASSWORD=${PASSWORD}`,
      data: {
        index,
        tool_input: { command: `deploy --password ${PASSWORD}`, env: { DB_PASSWORD: PASSWORD } },
      },
    }),
  };
}

/** A store as an older release has left it: with secrets, and free pages that held some. */
async function makeOldStore(path: string): Promise<void> {
  const store = await openSqliteStore({ path, redacts: false });
  for (let index = 0; index < COUNT; index += 10) {
    await store.append(Array.from({ length: 10 }, (_, more) => secretEvent(index + more)));
  }
  await store.append([{ draft: testDraft({ summary: "harmless" }), key: "a key" }]);
  await store.close();
}

/** Files of the store in which a secret stands, in clear or among the words of the index. */
async function filesWithSecrets(path: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name } of Deno.readDir(dirname(path))) {
    const text = new TextDecoder("latin1").decode(await Deno.readFile(join(dirname(path), name)));
    if (text.toLowerCase().includes(MARK)) found.push(name);
  }
  return found.sort();
}

async function redactAll(store: Store, ms = 1000) {
  for (;;) {
    const progress = await store.redact?.(ms);
    assert(progress !== undefined);
    if (progress.done) return progress;
  }
}

async function all(store: Store, q?: Query) {
  const events: CanonicalEvent[] = [];
  for (let after = 0, more = true; more;) {
    const page = await store.page({ after, limit: 1000, q });
    events.push(...page.events);
    ({ last: after, more } = page);
  }
  return events;
}

Deno.test("redact() replaces what an older release stored, and nothing of it is left", () =>
  withFolder(async (folder) => {
    const path = join(folder, "stores", "s.db");
    await makeOldStore(path);
    assertEquals(await filesWithSecrets(path), [basename(path)]);
    assertEquals(readRedaction(path)?.isDue, true);
    const store = await openSqliteStore({ path });
    const before = await all(store);
    const progress = await redactAll(store);
    assertEquals(progress, { done: true, looked: COUNT + 1, of: COUNT + 1, changed: COUNT });
    const after = await all(store);
    assertEquals(after.map(({ id }) => id), before.map(({ id }) => id));
    assertEquals(after.at(-1), before.at(-1));
    assertEquals(after[0]?.data, {
      index: 0,
      tool_input: {
        command: "deploy --password [redacted: password]",
        env: { DB_PASSWORD: "[redacted]" },
      },
    });
    assertEquals(after[0]?.summary, "export DB_PASSWORD=[redacted: password]");
    // Words are found as before, but those of secrets.
    const find = async (text: string) => (await all(store, parseQuery(text, TEST_TIME))).length;
    assertEquals([await find("deploy"), await find(PASSWORD)], [COUNT, 0]);
    // New ones go on behind, and duplicates are known.
    const [again, next] = await store.append([
      { draft: testDraft(), key: "a key" },
      { draft: testDraft() },
    ]);
    assertEquals([again?.duplicate, next?.id], [true, COUNT + 2]);
    assertEquals(readRedaction(path)?.isDue, false);
    assertEquals(await redactAll(store), { done: true, looked: 0, of: 0, changed: 0 });
    assertEquals(await filesWithSecrets(path), []);
    await store.close();
    assertEquals(await filesWithSecrets(path), []);
    const files = (await Array.fromAsync(Deno.readDir(dirname(path)))).map(({ name }) => name);
    assertEquals(files.sort(), ["s.db", "s.db.lock"]);
  }));

Deno.test("redact() goes on where it was left, while events come in and sessions are placed", () =>
  withFolder(async (folder) => {
    const path = join(folder, "stores", "s.db");
    await makeOldStore(path);
    const first = await openSqliteStore({ path });
    const begun = await first.redact?.(0);
    assertEquals(begun?.done, false);
    await first.close();
    const done = readRedaction(path)?.begun ?? 0;
    assert(done > 0 && done < COUNT);
    const second = await openSqliteStore({ path });
    const going = redactAll(second, 0);
    for (let index = 0; index < 300; index++) {
      await second.append([{ draft: testDraft({ summary: `later ${index}` }) }]);
    }
    await second.placeSession?.("s-1", "/found/out/later");
    await going;
    const events = await all(second);
    assertEquals(
      events.map(({ id }) => id),
      Array.from({ length: 300 + COUNT + 1 }, (_, n) => n + 1),
    );
    const placed = events.filter(({ session }) => session === "s-1");
    assertEquals(new Set(placed.map(({ project }) => project)), new Set(["/found/out/later"]));
    await second.close();
    assertEquals(await filesWithSecrets(path), []);
  }));

Deno.test("redact() begins anew where a copy is of another store or of older rules", () =>
  withFolder(async (folder) => {
    const path = join(folder, "stores", "s.db");
    await makeOldStore(path);
    for (const state of ['{"store":"other","rules":2,"after":5}', "broken", null]) {
      await Deno.remove(copyPath(path)).catch(() => {});
      if (state === null) await Deno.writeTextFile(copyPath(path), "no database at all");
      else {
        const database = new DatabaseSync(copyPath(path));
        database.exec("CREATE TABLE meta (name, value); CREATE TABLE names (id)");
        database.prepare("INSERT INTO meta VALUES ('redacting', ?)").run(state);
        database.close();
      }
      const store = await openSqliteStore({ path });
      assertEquals((await store.redact?.(0))?.done, false);
      await store.close();
      assert((readRedaction(path)?.begun ?? 0) > 0);
    }
  }));

Deno.test("redact() leaves a store as it is that has a further name", () =>
  withFolder(async (folder) => {
    const path = join(folder, "stores", "s.db");
    await makeOldStore(path);
    await Deno.link(path, join(folder, "stores", "other.db"));
    const store = await openSqliteStore({ path });
    await assertRejects(() => redactAll(store), Error, "Cannot redact");
    assertEquals((await all(store)).length, COUNT + 1);
    await store.append([{ draft: testDraft() }]);
    await store.close();
  }));

Deno.test("redact() begins no copy that its disk has no room for", () =>
  withFolder(async (folder) => {
    const path = join(folder, "stores", "s.db");
    await makeOldStore(path);
    const redaction = new Redaction({
      path,
      clock: CLOCK,
      freeSpace: () => 1000,
      exchange: () => Promise.reject(new Error("Not to be called")),
    });
    await assertRejects(() => redaction.step(0), UserError, "Cannot redact");
    await assertRejects(() => Deno.stat(copyPath(path)), Deno.errors.NotFound);
    assertEquals(readRedaction(path)?.isDue, true);
    await redaction.close();
  }));

Deno.test("a new store needs no redacting, unless events are stored with their secrets", () =>
  withFolder(async (folder) => {
    const path = join(folder, "stores", "s.db");
    for (const [redacts, isDue] of [[true, false], [false, true], [true, true]] as const) {
      const store = await openSqliteStore({ path, redacts });
      await store.append([{ draft: testDraft() }]);
      await store.close();
      assertEquals(readRedaction(path)?.isDue, isDue);
    }
  }));
