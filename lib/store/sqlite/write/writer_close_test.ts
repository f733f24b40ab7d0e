import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { DatabaseSync } from "node:sqlite";
import { TEST_TIME, testDraft } from "../../../../tests/support/events.ts";
import { withFolder } from "../../../../tests/support/stores.ts";
import { packRows } from "../rows/packed_rows.ts";
import { StoreWriter } from "./writer.ts";

function read(path: string, sql: string): unknown {
  const database = new DatabaseSync(path);
  try {
    return Object.values(database.prepare(sql).get() ?? {})[0];
  } finally {
    database.close();
  }
}

Deno.test("close() writes down what time it is, for the next start", () =>
  withFolder((folder) => {
    const path = join(folder, "s.db");
    let running = 0;
    const writer = new StoreWriter(path, () => ({ wall: TEST_TIME + running, running }));
    writer.append(packRows([[{ draft: testDraft() }]]));
    running = 2 * 60 * 60 * 1000;
    writer.close();
    const clock = String(read(path, "SELECT value FROM meta WHERE name = 'clock'"));
    assert(clock.includes(String(TEST_TIME + running)), clock);
    return Promise.resolve();
  }));

Deno.test("retain() gives the room of what it deletes back to the disk", () =>
  withFolder((folder) => {
    const path = join(folder, "s.db");
    const writer = new StoreWriter(path);
    const draft = testDraft({ received: Date.now(), data: { text: "x".repeat(2_000) } });
    writer.append(packRows([Array.from({ length: 100 }, () => ({ draft }))]));
    while (writer.index() > 0);
    const { deleted } = writer.retain({ maxAgeMs: 1e12, maxBytes: 1 });
    writer.close();
    assertEquals(deleted, 100);
    const free = Number(read(path, "PRAGMA freelist_count"));
    assert(free < 20, `${free} pages are still free`);
    return Promise.resolve();
  }));
