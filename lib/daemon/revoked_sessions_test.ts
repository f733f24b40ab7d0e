import { assertEquals } from "@std/assert";
import { makeTempHome } from "../../tests/support/home.ts";
import { until } from "../../tests/support/until.ts";
import { openRevokedSessions } from "./revoked_sessions.ts";

Deno.test("openRevokedSessions() remembers over restarts, as long as it matters", async () => {
  await using home = await makeTempHome();
  const path = `${home.path}/sessions`;
  const log: string[] = [];
  const open = (now: number) => openRevokedSessions(path, () => now, (line) => log.push(line));
  const first = await open(0);
  first.add("short", 10);
  first.add("long", 20);
  await until("the file", async () => (await Deno.readTextFile(path)).includes("long"));
  const second = await open(15);
  assertEquals(["short", "long", "other"].map((name) => second.has(name)), [false, true, false]);
  await Deno.writeTextFile(path, "{broken");
  assertEquals((await open(0)).has("long"), false);
  assertEquals(log, []);
});
