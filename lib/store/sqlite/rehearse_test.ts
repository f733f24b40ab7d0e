import { DatabaseSync } from "node:sqlite";
import { assertEquals, assertRejects } from "@std/assert";
import { makeTempHome } from "../../../tests/support/home.ts";
import { UserError } from "../../user_error.ts";
import { takeLock } from "./file/lock.ts";
import { rehearseSqliteStore } from "./rehearse.ts";

/** What may be in a store's place, and whether a server could go on with it. */
const PLACES: readonly {
  readonly name: string;
  readonly make: (path: string) => Promise<void> | void;
  readonly reason?: string;
}[] = [
  { name: "nothing yet", make: () => {} },
  { name: "a folder", make: (path) => Deno.mkdir(path), reason: "" },
  {
    name: "a database of another program",
    make: (path) => fill(path, "CREATE TABLE songs (name TEXT)"),
    reason: "It is a database of another program",
  },
  {
    name: "a store of a newer release",
    make: (path) =>
      fill(path, "CREATE TABLE meta (x); CREATE TABLE names (x); PRAGMA user_version = 999"),
    reason: "It was written by a newer release of mpm-monitor",
  },
  {
    name: "damage, which is set aside",
    make: (path) => Deno.writeTextFile(path, "this is no database at all".repeat(100)),
  },
];

for (const { name, make, reason } of PLACES) {
  Deno.test(`rehearseSqliteStore() knows what comes of ${name}`, async () => {
    await using temp = await makeTempHome();
    const path = `${temp.path}/8765.db`;
    await make(path);
    const rehearse = () => rehearseSqliteStore(path, { inUse: true });
    if (reason === undefined) return await rehearse();
    const error = await assertRejects(rehearse, UserError);
    if (reason !== "") assertEquals(error.reason, reason);
  });
}

Deno.test("rehearseSqliteStore() sees another writer, unless it is known", async () => {
  await using temp = await makeTempHome();
  const path = `${temp.path}/8765.db`;
  const lock = takeLock(path);
  try {
    await rehearseSqliteStore(path, { inUse: true });
    await assertRejects(() => rehearseSqliteStore(path, { inUse: false }), UserError);
  } finally {
    lock.release();
  }
  await rehearseSqliteStore(path, { inUse: false });
});

function fill(path: string, sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}
