import { assertEquals } from "@std/assert";
import { makeTempHome } from "../../../../tests/support/home.ts";
import { page } from "./page.ts";

Deno.test("page() serves the page, its icon and its files, and nothing else", async () => {
  await using folder = await makeTempHome();
  const files = { "index.html": "<html>", "icon.svg": "<svg/>", "app.js": "run()" };
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(`${folder.path}/${name}`, text);
  }
  const routes = page(folder.path);
  const read = async (path: string) => await (await routes.request(path)).text();
  assertEquals(await read("/"), "<html>");
  assertEquals(await read("/favicon.ico"), "<svg/>");
  assertEquals(await read("/static/app.js"), "run()");
  const none = await routes.request("/static/none.js");
  assertEquals(none.status, 404);
  await none.body?.cancel();
});
