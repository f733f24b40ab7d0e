import { assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { withFolder } from "../../../../tests/support/stores.ts";
import { StoreFiles } from "./store_files.ts";

/** Files that stand for those of a store; they need no content. */
async function withFiles(
  work: (path: string, write: (end: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const path = join(folder, "s.db");
    let count = 0;
    const write = async (end: string) => {
      // Made elsewhere and moved: no number of a removed file is given again.
      const made = join(folder, `made ${count++}`);
      await Deno.writeTextFile(made, end);
      await Deno.rename(made, path + end);
    };
    await write("");
    await work(path, write);
  });
}

async function exists(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}

Deno.test("StoreFiles is content with a log that comes later, and knows it from then on", () =>
  withFiles(async (path, write) => {
    const files = new StoreFiles(path);
    assertEquals(files.check(), "same");
    await write("-wal");
    assertEquals(files.check(), "same");
    await write("-wal");
    assertEquals(files.check(), "log");
    await Deno.remove(`${path}-wal`);
    assertEquals(files.check(), "log");
  }));

Deno.test("StoreFiles sees that the store was removed or replaced", () =>
  withFiles(async (path, write) => {
    await write("-wal");
    const files = new StoreFiles(path);
    assertEquals(files.check(), "same");
    await write("");
    assertEquals(files.check(), "gone");
    await Deno.remove(path);
    assertEquals(files.check(), "gone");
  }));

Deno.test("StoreFiles removes the rest of its own store, and nothing of another one", () =>
  withFiles(async (path, write) => {
    await write("-wal");
    await write("-shm");
    const files = new StoreFiles(path);
    await write("-wal");
    files.removeRest();
    assertEquals(await exists(`${path}-wal`), true);
    const own = new StoreFiles(path);
    own.removeRest();
    assertEquals([await exists(`${path}-wal`), await exists(`${path}-shm`)], [false, false]);
    assertEquals(await exists(path), true);
    own.removeRest();
    await write("-wal");
    new StoreFiles(path).removeRest();
    assertEquals(await exists(`${path}-wal`), false);
  }));
