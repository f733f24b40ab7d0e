import { assert, assertEquals, assertThrows } from "@std/assert";
import { join } from "@std/path/join";
import { DatabaseSync } from "node:sqlite";
import { testDraft } from "../../../../tests/support/events.ts";
import { withFolder } from "../../../../tests/support/stores.ts";
import { BackgroundCheck } from "./background_check.ts";
import { isSuspect } from "../file/files.ts";
import { readEverything } from "../file/integrity.ts";
import { StoreKeeper } from "../file/keeper.ts";
import { packRows } from "../rows/packed_rows.ts";
import { StoreWriter } from "../write/writer.ts";

const EVENTS = 3000;

function fill(path: string): void {
  const writer = new StoreWriter(path);
  const events = Array.from({ length: EVENTS }, (_, n) => ({
    draft: testDraft({
      received: n,
      correlation: `c${n >> 1}`,
      tool: n % 2 === 0 ? "Bash" : "Edit",
      session: `s${n % 700}`,
      data: "x".repeat(100),
    }),
    key: `k${n}`,
  }));
  writer.append(packRows([events]));
  while (writer.index() > 0);
  writer.close();
}

Deno.test("readEverything() reads a sound store to its end, in small steps", () =>
  withFolder((folder) => {
    const path = join(folder, "s.db");
    fill(path);
    const database = new DatabaseSync(path, { readOnly: true });
    const steps = [...readEverything(database)].length;
    assert(steps > 20 && steps < 2000, `${steps}`);
    database.close();
    return Promise.resolve();
  }));

Deno.test("readEverything() comes upon damage anywhere in the file", () =>
  withFolder(async (folder) => {
    const path = join(folder, "s.db");
    fill(path);
    const whole = await Deno.readFile(path);
    const pages = whole.length / 4096;
    const tried = 12;
    let found = 0;
    for (let n = 1; n <= tried; n++) {
      const at = Math.floor(pages * n / (tried + 1)) * 4096;
      const bytes = whole.slice().fill(0xa5, at, at + 4096);
      await Deno.writeFile(path, bytes);
      const database = new DatabaseSync(path, { readOnly: true });
      try {
        for (const _ of readEverything(database));
      } catch {
        found += 1;
      }
      database.close();
    }
    assertEquals(found, tried);
  }));

Deno.test("StoreKeeper.check() leaves a note of damage for the next start", () =>
  withFolder(async (folder) => {
    const path = join(folder, "s.db");
    fill(path);
    using file = await Deno.open(path, { write: true });
    await file.seek(4096 * 40, Deno.SeekMode.Start);
    await file.write(new Uint8Array(4096 * 40).fill(0xa5));
    const keeper = new StoreKeeper(path);
    assertThrows(() => {
      while (keeper.check());
    }, Error);
    assertEquals(isSuspect(path), true);
    keeper.close();
  }));

Deno.test("BackgroundCheck goes on step by step until all is read, or it is ended", async () => {
  const log: string[] = [];
  const timers: (() => void)[] = [];
  const answers = [true, true, false];
  const start = (check: () => Promise<boolean>) =>
    new BackgroundCheck({
      check,
      failed: (error) => log.push(`${error}`),
      clock: {
        later(ms, run) {
          log.push(`after ${ms} ms`);
          timers.push(run);
          return () => void timers.splice(timers.indexOf(run), 1);
        },
      },
    });
  const pass = async () => {
    for (const run of timers.splice(0)) run();
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  const check = start(() => Promise.resolve(answers.shift() ?? false));
  for (let n = 0; n < 5; n++) await pass();
  assertEquals(log, ["after 5000 ms", "after 50 ms", "after 50 ms"]);
  await check.end();
  const broken = start(() => Promise.reject(new Error("malformed")));
  await pass();
  assertEquals(log.at(-1), "Error: malformed");
  await broken.end();
  const ended = start(() => Promise.resolve(true));
  await ended.end();
  assertEquals(timers.length, 0);
});
