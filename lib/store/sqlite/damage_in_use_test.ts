import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { DatabaseSync } from "node:sqlite";
import { testEvents } from "../../../tests/support/events.ts";
import { withFolder } from "../../../tests/support/stores.ts";
import { until } from "../../../tests/support/until.ts";
import type { Store } from "../store.ts";
import { UserError } from "../../user_error.ts";
import { isSuspect } from "./file/files.ts";
import { openSqliteStore } from "./sqlite_store.ts";

const PAGE = 4096;

/** A store that is open, large enough not to be held in memory, and whose log of writes is empty. */
async function openLarge(path: string): Promise<Store> {
  const store = await openSqliteStore({ path });
  await store.append(testEvents(1_500, { data: { text: "x".repeat(12_000) } }));
  await store.close();
  return await openSqliteStore({ path });
}

/** Overwrites pages of a file that others have open; from the first on but for so many. */
async function damage(path: string, from: number, pages: number): Promise<void> {
  using file = await Deno.open(path, { write: true });
  await file.seek(PAGE * from, Deno.SeekMode.Start);
  const bytes = new Uint8Array(PAGE * pages).fill(0xa5);
  for (let done = 0; done < bytes.length;) done += await file.write(bytes.subarray(done));
}

function troublesOf(store: Store): Map<string, string | null> {
  const reported = new Map<string, string | null>();
  store.onTrouble((about, text) => reported.set(about, text));
  return reported;
}

async function readAll(store: Store): Promise<number> {
  let count = 0;
  for (let after = 0, more = true; more;) {
    const page = await store.page({ after, limit: 1000 });
    count += page.events.length;
    ({ last: after, more } = page);
  }
  return count;
}

Deno.test("damage that a reader meets is reported at once, and saved from at the next start", () =>
  withFolder(async (folder) => {
    const path = join(folder, "s.db");
    const store = await openLarge(path);
    const reported = troublesOf(store);
    await damage(path, 900, 900);
    await assertRejects(() => readAll(store), Error, "malformed");
    const text = await until("the trouble", () => reported.get("found"));
    assertStringIncludes(text, "The event store is damaged (found ");
    assertStringIncludes(text, "type 'mpm-monitor restart'");
    assert(isSuspect(path));
    await store.close();
    const lines: string[] = [];
    const next = await openSqliteStore({ path, notice: (line) => lines.push(line) });
    await until("what can be read to be saved", () => lines.length === 2, { timeout: 60_000 });
    const saved = await readAll(next);
    assert(saved > 0 && saved < 1_500, `${saved} of 1500 events were saved`);
    assertEquals(isSuspect(path), false);
    await next.close();
  }));

Deno.test("damage that the writer meets is reported at once", () =>
  withFolder(async (folder) => {
    const path = join(folder, "s.db");
    const store = await openLarge(path);
    const reported = troublesOf(store);
    const { size } = await Deno.stat(path);
    await damage(path, 1, Math.floor(size / PAGE) - 1);
    // What it has in memory serves it for a while.
    await until("a commit to fail", async () => {
      const event = { source: crypto.randomUUID(), session: crypto.randomUUID() };
      return await store.append(testEvents(1, event)).then(() => false, () => true);
    });
    assertStringIncludes(await until("the trouble", () => reported.get("found")), "is damaged");
    assert(isSuspect(path));
    await store.close().catch(() => {});
  }));

Deno.test("a database of another program is left alone, whatever note lies beside it", () =>
  withFolder(async (folder) => {
    const path = join(folder, "s.db");
    const foreign = new DatabaseSync(path);
    foreign.exec("CREATE TABLE theirs (x)");
    foreign.close();
    await Deno.writeTextFile(`${path}.suspect`, "", { mode: 0o600 });
    const error = await assertRejects(() => openSqliteStore({ path }), UserError);
    assertStringIncludes(error.reason ?? "", "another program");
  }));
