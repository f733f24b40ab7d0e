import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { DatabaseSync } from "node:sqlite";
import { testEvents as events } from "../../../tests/support/events.ts";
import { withFolder, withStore } from "../../../tests/support/stores.ts";
import { until } from "../../../tests/support/until.ts";
import { UserError } from "../../user_error.ts";
import { openSqliteStore } from "./sqlite_store.ts";

Deno.test("openSqliteStore() leaves a database of another program alone", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "theirs.db");
    const theirs = new DatabaseSync(path);
    theirs.exec("CREATE TABLE events (x)");
    theirs.close();
    const error = await assertRejects(() => openSqliteStore({ path }), UserError);
    assertStringIncludes(error.reason ?? "", "another program");
  });
});

Deno.test("openSqliteStore() refuses a second writer at once", async () => {
  await withStore(async (store, path) => {
    const error = await assertRejects(() => openSqliteStore({ path }), UserError);
    assertStringIncludes(error.reason ?? "", "Another process");
    await store.append(events(1));
  });
});

Deno.test({
  name: "openSqliteStore() refuses a second writer by whatever name it comes",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withStore(async (store, path) => {
      await store.append(events(3));
      const folder = dirname(path);
      await Deno.mkdir(join(folder, "other"));
      await Deno.symlink(path, join(folder, "symlink.db"));
      await Deno.symlink("symlink.db", join(folder, "symlink2.db"));
      await Deno.symlink(folder, `${folder}-too`);
      await Deno.link(path, join(folder, "hard.db"));
      const names = ["symlink.db", "symlink2.db", "hard.db", "../stores-too/8765.db", "./8765.db"];
      for (const name of names) {
        const other = join(folder, name);
        const error = await assertRejects(() => openSqliteStore({ path: other }), UserError);
        assertStringIncludes(error.reason ?? "", "Another process", name);
        assertStringIncludes(error.message, other);
      }
      await Deno.link(path, join(folder, "other", "hard.db"));
      const away = join(folder, "other", "hard.db");
      const error = await assertRejects(() => openSqliteStore({ path: away }), UserError);
      assertStringIncludes(error.reason ?? "", "hard link");
      assertEquals((await store.append(events(1)))[0]?.id, 4);
    }),
});

Deno.test({
  name: "openSqliteStore() makes a store where a symbolic link leads to nothing yet",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withFolder(async (folder) => {
      await Deno.symlink("target.db", join(folder, "link.db"));
      const store = await openSqliteStore({ path: join(folder, "link.db") });
      await store.append(events(1));
      await assertRejects(() => openSqliteStore({ path: join(folder, "target.db") }), UserError);
      await store.close();
      assertEquals((await Deno.lstat(join(folder, "link.db"))).isSymlink, true);
    }),
});

Deno.test("openSqliteStore() sets a damaged store aside and begins a new one", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "8765.db");
    await Deno.writeTextFile(path, "this is no database ".repeat(500));
    const lines: string[] = [];
    const store = await openSqliteStore({ path, notice: (line) => lines.push(line) });
    assertEquals(await store.append(events(1)), [{ id: 1, duplicate: false }]);
    await store.close();
    assertEquals(lines.length, 2);
    const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
    const aside = names.filter((name) => name.includes("damaged"));
    assertEquals(aside.length, 1);
    assertMatch(aside[0] ?? "", /^8765\.db\.damaged-\d{8}T\d{9}Z$/);
    assertStringIncludes(lines[0] ?? "", aside[0] ?? "?");
  });
});

Deno.test("openSqliteStore() finds damage in the middle of a store", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "8765.db");
    const first = await openSqliteStore({ path });
    await first.append(events(2000));
    await first.close();
    using file = await Deno.open(path, { write: true });
    await file.seek(4096 * 5, Deno.SeekMode.Start);
    await file.write(crypto.getRandomValues(new Uint8Array(40_000)));
    const lines: string[] = [];
    const second = await openSqliteStore({ path, notice: (line) => lines.push(line) });
    assertEquals(second.last, 2000);
    assertEquals(second.id, first.id);
    assertEquals(await second.append(events(1)), [{ id: 2001, duplicate: false }]);
    await until("what can be read to be saved", () => lines.length === 2);
    assert((await second.stats()).events > 1900);
    await second.close();
  });
});

Deno.test("openSqliteStore() begins anew after damage was found in use", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "8765.db");
    const first = await openSqliteStore({ path });
    await first.append(events(1));
    await first.close();
    await Deno.writeTextFile(`${path}.suspect`, "");
    for (const last of [1, 2]) {
      const store = await openSqliteStore({ path });
      assertEquals([store.last, (await store.stats()).events], [last, last]);
      await store.append(events(1));
      await store.close();
    }
    const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
    assertEquals(names.filter((name) => name.includes("damaged")).length, 2);
  });
});

Deno.test("openSqliteStore() says what to do about a folder that it cannot write", async () => {
  await withFolder(async (folder) => {
    const file = join(folder, "file");
    await Deno.writeTextFile(file, "");
    const path = join(file, "8765.db");
    const error = await assertRejects(() => openSqliteStore({ path }), UserError);
    assertStringIncludes(error.message, path);
    assertNotEquals(error.hint, undefined);
  });
});

Deno.test({
  name: "openSqliteStore() keeps folder and files from others",
  ignore: Deno.build.os === "windows",
  fn: () =>
    withStore(async (store, path) => {
      await store.append(events(1));
      const folder = await Deno.stat(join(path, ".."));
      assertEquals((folder.mode ?? 0) & 0o777, 0o700);
      for (const file of [path, `${path}-wal`, `${path}-shm`, `${path}.lock`]) {
        assertEquals(((await Deno.stat(file)).mode ?? 0) & 0o777, 0o600, file);
      }
    }),
});
