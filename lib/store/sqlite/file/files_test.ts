import { assert, assertEquals, assertThrows } from "@std/assert";
import { join } from "@std/path/join";
import { testDraft } from "../../../../tests/support/events.ts";
import { withFolder } from "../../../../tests/support/stores.ts";
import { packRows } from "../rows/packed_rows.ts";
import { StoreWriter } from "../write/writer.ts";
import { isSuspect, setAside } from "./files.ts";
import { StoreKeeper } from "./keeper.ts";
import { takeLock } from "./lock.ts";

Deno.test("setAside() moves the store and its log, and fails where a part of it stays", () =>
  withFolder(async (folder) => {
    const path = join(folder, "s.db");
    const now = new Date(Date.UTC(2026, 10, 28));
    await Deno.writeTextFile(path, "store");
    await Deno.writeTextFile(`${path}-wal`, "log");
    const aside = setAside(path, now);
    assertEquals(await Deno.readTextFile(`${aside}-wal`), "log");
    await Deno.writeTextFile(path, "store");
    await Deno.writeTextFile(`${path}-wal`, "log");
    await Deno.remove(`${aside}-wal`);
    await Deno.mkdir(join(`${aside}-wal`, "in the way"), { recursive: true });
    assertThrows(() => setAside(path, now));
  }));

Deno.test("takeLock() says that another one has the store, until it is released", () =>
  withFolder((folder) => {
    const path = join(folder, "s.db");
    const lock = takeLock(path);
    assertThrows(() => takeLock(path), Error, "Another process writes to");
    lock.release();
    takeLock(path).release();
    return Promise.resolve();
  }));

Deno.test("StoreKeeper reads the store to its end, and leaves a note of damage there", () =>
  withFolder(async (folder) => {
    const path = join(folder, "s.db");
    const writer = new StoreWriter(path);
    const draft = testDraft({ data: { text: "x".repeat(2_000) } });
    for (let n = 0; n < 10; n++) {
      writer.append(packRows([Array.from({ length: 100 }, () => ({ draft }))]));
    }
    while (writer.index() > 0);
    writer.close();
    const sound = new StoreKeeper(path);
    while (sound.check());
    sound.close();
    assertEquals(isSuspect(path), false);
    const bytes = await Deno.readFile(path);
    bytes.fill(0xa5, bytes.length - 2 * 4096);
    await Deno.writeFile(path, bytes);
    const damaged = new StoreKeeper(path);
    assertThrows(() => {
      while (damaged.check());
    });
    damaged.close();
    assert(isSuspect(path));
  }));
