import { assertEquals } from "@std/assert";
import { makeTempHome } from "../../../tests/support/home.ts";
import { readLastOptions } from "./last_options.ts";
import { statePaths } from "./paths.ts";

Deno.test("readLastOptions() reads what the last start wrote, and nothing that is none", async () => {
  await using temp = await makeTempHome();
  const paths = statePaths(() => temp.path);
  assertEquals(await readLastOptions(paths), null);
  const options = { host: "localhost", port: 9000 };
  await Deno.writeTextFile(paths.lastOptions, JSON.stringify(options));
  assertEquals(await readLastOptions(paths), options);
  for (const text of ["", "no JSON", "null", "[]", '{"port":9000}', '{"host":7}']) {
    await Deno.writeTextFile(paths.lastOptions, text);
    assertEquals(await readLastOptions(paths), null, text);
  }
});
