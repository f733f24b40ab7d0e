import { assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { makeTempHome } from "../../../tests/support/home.ts";
import { type Result, ResultLog } from "./result_log.ts";

Deno.test("ResultLog keeps the last word about each place, and forgives a torn line", async () => {
  await using temp = await makeTempHome();
  const path = join(temp.path, "results.jsonl");
  const log = await ResultLog.read(path);
  const result: Result = {
    id: "1",
    path: "lib/a.ts",
    line: 1,
    operator: "skip call",
    inside: "",
    before: "g();",
    after: ";",
    outcome: "alive",
    tests: 3,
    ms: 20,
  };
  await log.add(result);
  await log.add({ ...result, id: "2" });
  await log.add({ ...result, outcome: "killed", by: "lib/a_test.ts" });
  await Deno.writeTextFile(path, '{"id":"2","outc', { append: true });
  const again = await ResultLog.read(path);
  assertEquals(again.get("1")?.outcome, "killed");
  assertEquals(again.get("2")?.outcome, "alive");
  assertEquals(again.get("3"), undefined);
});
