import { assertEquals } from "@std/assert";
import { makeTempHome } from "../../tests/support/home.ts";
import { until } from "../../tests/support/until.ts";
import { openSeenProcesses } from "./open_seen_processes.ts";

Deno.test("openSeenProcesses() remembers the latest over restarts, and believes no nonsense", async () => {
  await using home = await makeTempHome();
  const path = `${home.path}/processes`;
  const log: string[] = [];
  const open = () => openSeenProcesses(path, (line) => log.push(line));
  const one = { pid: 42, start: "boot:a:7" };
  const first = await open();
  assertEquals([...first.known], []);
  first.keep(new Map([["s", one]]));
  first.keep(new Map([["s", one], ["t", { ...one, pid: 43 }]]));
  await until("the file", async () => (await Deno.readTextFile(path)).includes("43"));
  assertEquals([...(await open()).known.keys()], ["s", "t"]);
  const nonsense = { s: one, t: { pid: -1, start: "x" }, u: { pid: 1 }, v: null, __proto__: one };
  await Deno.writeTextFile(path, JSON.stringify(nonsense));
  assertEquals([...(await open()).known], [["s", one]]);
  for (const text of ["{broken", "[]", "null"]) {
    await Deno.writeTextFile(path, text);
    assertEquals([...(await open()).known], []);
  }
  assertEquals(log, []);
});
