import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { testEvents as events } from "../../../tests/support/events.ts";
import { withFolder } from "../../../tests/support/stores.ts";
import { until } from "../../../tests/support/until.ts";
import type { Store } from "../store.ts";
import { openSqliteStore } from "./sqlite_store.ts";

/** Where an open file can be removed. */
const ignore = Deno.build.os === "windows";

async function idsIn(store: Pick<Store, "page">): Promise<number[]> {
  const ids: number[] = [];
  for (let after = 0, more = true; more;) {
    const page = await store.page({ after, limit: 1000 });
    ids.push(...page.events.map(({ id }) => id));
    ({ last: after, more } = page);
  }
  return ids;
}

/** What a run that is killed now leaves to the next one. */
async function idsAfterKill(path: string, folder: string): Promise<number[]> {
  const copy = join(folder, `${crypto.randomUUID()}.db`);
  for (const end of ["", "-wal"]) await Deno.copyFile(path + end, copy + end).catch(() => {});
  const store = await openSqliteStore({ path: copy });
  try {
    return await idsIn(store);
  } finally {
    await store.close();
  }
}

function troublesOf(store: Store): Map<string, string | null> {
  const reported = new Map<string, string | null>();
  store.onTrouble((about, text) => reported.set(about, text));
  return reported;
}

Deno.test({
  name: "what is acknowledged after the store was removed is in a new one, with the next ids",
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      const path = join(folder, "stores", "s.db");
      const store = await openSqliteStore({ path });
      const reported = troublesOf(store);
      await store.append(events(50));
      const removals = [["", "-wal", "-shm"], [""], ["all"]];
      for (const [round, ends] of removals.entries()) {
        if (ends[0] === "all") await Deno.remove(join(folder, "stores"), { recursive: true });
        else for (const end of ends) await Deno.remove(path + end);
        const first = 51 + round * 30;
        const appended = await Promise.all(
          Array.from({ length: 30 }, () => store.append(events(1))),
        );
        const ids = Array.from({ length: 30 }, (_, n) => first + n);
        assertEquals(appended.map(([each]) => each?.id), ids);
        assertEquals(await idsIn(store), ids);
        assertEquals(await idsAfterKill(path, folder), ids);
        assertEquals((await store.stats()).events, 30);
        assertStringIncludes(reported.get("file") ?? "", "removed or replaced");
      }
      await store.close();
      const next = await openSqliteStore({ path });
      assertEquals([next.id, next.last], [store.id, 140]);
      await next.close();
    }),
});

Deno.test({
  name: "nothing is lost when the log of writes is removed, and what follows is kept",
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      const path = join(folder, "s.db");
      const store = await openSqliteStore({ path });
      const reported = troublesOf(store);
      await store.append(events(50));
      for (let last = 50; last < 150; last += 50) {
        await Deno.remove(`${path}-wal`);
        for (let n = 0; n < 50; n++) await store.append(events(1));
        const ids = Array.from({ length: last + 50 }, (_, n) => n + 1);
        assertEquals(await idsAfterKill(path, folder), ids);
        assertEquals(await idsIn(store), ids);
        assertStringIncludes(reported.get("file") ?? "", "no event was lost");
      }
      await store.close();
    }),
});

Deno.test({
  name: "a removed store is noticed although nothing comes in",
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      const path = join(folder, "s.db");
      const store = await openSqliteStore({ path });
      const reported = troublesOf(store);
      await store.append(events(5));
      await Deno.remove(path);
      await until("it to be noticed", () => reported.get("file"), { timeout: 60_000 });
      assertEquals(await idsIn(store), []);
      await store.close();
    }),
});

Deno.test({
  name: "another store in its place goes on; a database of another program is refused",
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      const [path, other] = [join(folder, "s.db"), join(folder, "other.db")];
      const theirs = await openSqliteStore({ path: other });
      await theirs.append(events(10));
      await theirs.close();
      const store = await openSqliteStore({ path });
      await store.append(events(3));
      await Deno.rename(other, path);
      assertEquals((await store.append(events(1)))[0]?.id, 11);
      assertEquals((await idsIn(store)).length, 11);
      await Deno.writeTextFile(other, "");
      const { DatabaseSync } = await import("node:sqlite");
      const foreign = new DatabaseSync(other);
      foreign.exec("CREATE TABLE theirs (x)");
      foreign.close();
      await Deno.rename(other, path);
      await assertRejects(() => store.append(events(1)), Error, "another program");
      await assertRejects(() => store.append(events(1)), Error, "another program");
      await Deno.remove(path);
      assertEquals((await store.append(events(1)))[0]?.id, 12);
      await store.close();
    }),
});
