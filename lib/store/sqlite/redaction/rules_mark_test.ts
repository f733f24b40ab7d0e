import { assertEquals, assertRejects } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { UserError } from "../../../user_error.ts";
import { Redaction } from "./redaction.ts";
import { markRules, readRules } from "./rules_mark.ts";

Deno.test("markRules() notes by which rules all was redacted", () => {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT)");
  assertEquals(readRules(database), 0);
  markRules(database, 5);
  assertEquals(readRules(database), 5);
  markRules(database, 0);
  assertEquals(readRules(database), 0);
  database.close();
});

Deno.test("Redaction does nothing more once it is closed", async () => {
  const redaction = new Redaction({
    path: "/nowhere/s.db",
    exchange: () => Promise.reject(new Error("exchanged")),
    clock: { later: () => () => {} },
  });
  await redaction.close();
  await assertRejects(() => redaction.step(1), UserError, "The event store is closed");
});
