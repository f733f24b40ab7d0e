import { assertEquals } from "@std/assert";
import { makeTempHome } from "../../tests/support/home.ts";
import { realClass } from "./real_class.ts";

Deno.test("realClass() follows links to what is really run", async () => {
  await using temp = await makeTempHome();
  const home = await Deno.realPath(temp.path);
  const scripts = `${home}/claude-mpm/scripts`;
  await Deno.mkdir(scripts, { recursive: true });
  await Deno.writeTextFile(`${home}/server.py`, "");
  await Deno.writeTextFile(`${scripts}/test_a.py`, "");
  await Deno.symlink(`${home}/server.py`, `${scripts}/test_link.py`);
  await Deno.symlink(`${scripts}/test_a.py`, `${scripts}/debug_same.py`);
  await Deno.symlink(`${home}/claude-mpm`, `${home}/link`);
  const classOf = (path: string, cwd: string | null = null) =>
    realClass({ argv: ["python3", path], cwd });
  assertEquals(await classOf(`${scripts}/test_a.py`), "debug-script");
  assertEquals(await classOf("scripts/test_a.py", `${home}/claude-mpm`), "debug-script");
  assertEquals(await classOf(`${scripts}/debug_same.py`), "debug-script");
  assertEquals(await classOf(`${scripts}/test_link.py`), "foreign", "a link to another file");
  assertEquals(await classOf(`${home}/link/scripts/test_a.py`), "foreign", "not by its name");
  assertEquals(await classOf(`${scripts}/test_gone.py`), "foreign", "nobody can tell");
  assertEquals(await classOf(`claude-mpm/scripts/test_a.py`), "foreign", "from an unknown folder");
});
