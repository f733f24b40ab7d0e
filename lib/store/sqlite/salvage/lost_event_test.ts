import { assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { DatabaseSync } from "node:sqlite";
import { withFolder } from "../../../../tests/support/stores.ts";
import { eventOf } from "./known_rows.ts";
import { PageFile } from "./page_file.ts";

const FIELDS = [null, 5, 6, 1, 2, 3, null, null, null, 4] as const;

Deno.test("eventOf() keeps what can be read of a row, and says what cannot", () => {
  const event = eventOf({ id: 9, values: [...FIELDS, "t1", null, 12.5, "one", '{"a":1}'] });
  assertEquals(
    [event?.id, event?.correlation, event?.duration, event?.summary, event?.data],
    [9, "t1", 12.5, "one", '{"a":1}'],
  );
  const cut = eventOf({ id: 9, values: [...FIELDS, null, null, null, null, '{"a":'] });
  assertEquals([cut?.correlation, cut?.summary], [null, ""]);
  assertEquals(cut?.data.includes("damaged"), true);
  assertEquals(eventOf({ id: 0, values: [...FIELDS, "t1", null, 1, "one", "{}"] }), null);
});

Deno.test("PageFile tells pages that are free from those in use", () =>
  withFolder(async (folder) => {
    const path = join(folder, "s.db");
    const database = new DatabaseSync(path);
    database.exec("PRAGMA auto_vacuum = INCREMENTAL; CREATE TABLE rows (text TEXT)");
    database.exec("BEGIN");
    for (let n = 0; n < 100; n++) {
      database.prepare("INSERT INTO rows VALUES (?)").run("x".repeat(3000));
    }
    database.exec("COMMIT; DELETE FROM rows WHERE rowid > 20");
    const free = Number(database.prepare("PRAGMA freelist_count").get()?.["freelist_count"]);
    database.close();
    const file = new PageFile(path);
    const found = Array.from({ length: file.count }, (_, index) => file.isFree(index + 1))
      .filter((isFree) => isFree).length;
    file.close();
    assertEquals([free > 50, found], [true, free]);
    await Promise.resolve();
  }));
