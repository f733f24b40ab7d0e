import { assertEquals, assertStringIncludes } from "@std/assert";
import { makeTempHome } from "../../tests/support/home.ts";
import { statePaths } from "./home/paths.ts";
import { writeLoginPage } from "./login_page.ts";

Deno.test("writeLoginPage() leads to the link, and only its owner can read it", async () => {
  await using home = await makeTempHome();
  const paths = statePaths(() => home.path);
  const path = await writeLoginPage(paths, 'http://localhost:1/login?code=a&b="c');
  const text = await Deno.readTextFile(path);
  assertStringIncludes(text, "url=http://localhost:1/login?code=a&amp;b=&quot;c");
  assertEquals(((await Deno.stat(path)).mode ?? 0) & 0o777, 0o600);
  assertEquals(await writeLoginPage(paths, "http://localhost:1/login?code=d"), path);
});
