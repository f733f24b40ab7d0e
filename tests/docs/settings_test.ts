import { assertEquals, assertThrows } from "@std/assert";
import { COMMANDS_PAGE, writeTables } from "../../scripts/build/settings_tables.ts";
import { REPOSITORY } from "../support/shared.ts";

Deno.test("docs/commands.md has the tables that follow from the settings: deno task docs", async () => {
  const page = await Deno.readTextFile(`${REPOSITORY}/${COMMANDS_PAGE}`);
  assertEquals(page, writeTables(page));
});

Deno.test("writeTables() says when a table has lost its place", () => {
  assertThrows(() => writeTables("# Commands\n"), Error, "No place for");
});
