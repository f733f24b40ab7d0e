import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { REPOSITORY } from "../../tests/support/shared.ts";
import { CATALOG } from "../../lib/cli/catalog.ts";
import { monitorTools } from "../../lib/cli/mcp/tools.ts";
import { localSource } from "../../lib/cli/mcp/local_source.ts";
import { readHook } from "../../lib/integrate/hooks.ts";
import { PLUGIN_FOLDER, pluginFiles } from "./plugin.ts";

Deno.test("the plugin's files say what the program says; 'deno task plugin' writes them", async () => {
  for (const [path, text] of Object.entries(pluginFiles())) {
    assertEquals(await Deno.readTextFile(join(REPOSITORY, path)), text, path);
  }
});

Deno.test("the plugin's hooks are those of integrate, and name nothing of this machine", () => {
  const text = pluginFiles()[`${PLUGIN_FOLDER}/hooks/hooks.json`] ?? "";
  const { hooks } = JSON.parse(text);
  for (const [kind, [group]] of Object.entries<{ hooks: unknown[] }[]>(hooks)) {
    assertEquals(readHook(group?.hooks[0])?.port, 8765, kind);
  }
  assertStringIncludes(JSON.stringify(hooks.SessionStart), "set -- mpm-monitor start --ensure");
  assert(!text.includes(REPOSITORY) && !text.includes(Deno.execPath()));
});

Deno.test("the plugin's skill names commands and tools that there are", async () => {
  const path = join(REPOSITORY, PLUGIN_FOLDER, "skills", "mpm-monitor", "SKILL.md");
  const text = await Deno.readTextFile(path);
  const named = Array.from(text.matchAll(/mpm-monitor ([a-z]+)/g), ([, name = ""]) => name);
  const commands = named.filter((name) => !["with", "records"].includes(name));
  assert(commands.length > 5);
  for (const name of commands) assert(Object.hasOwn(CATALOG, name), name);
  for (const { name } of monitorTools(localSource(undefined))) assertStringIncludes(text, name);
});
