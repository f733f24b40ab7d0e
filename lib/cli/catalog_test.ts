import { assert, assertEquals } from "@std/assert";
import { REPOSITORY } from "../../tests/support/shared.ts";
import { CATALOG, loadVisible } from "./catalog.ts";

Deno.test("loadVisible() gives each command under the name that it is listed by", async () => {
  const commands = await Promise.all(
    Object.entries(CATALOG).map(async ([name, load]) => [name, (await load()).name]),
  );
  for (const [listed, own] of commands) assertEquals(own, listed);
});

Deno.test("docs/commands.md names every command and every option", async () => {
  const text = await Deno.readTextFile(`${REPOSITORY}/docs/commands.md`);
  for (const { name, options } of await loadVisible()) {
    assert(text.includes(`## ${name}\n`) || text.includes(`\`${name}`), `command ${name}`);
    for (const option of options) {
      assert(text.includes(`--${option.name}`), `option --${option.name} of ${name}`);
    }
  }
});

Deno.test("every command has a summary that reads like the others, and examples that name it", async () => {
  for (const { name, summary, examples } of await loadVisible()) {
    assert(/^[A-Z].*[^.]$/.test(summary), `${name}: ${summary}`);
    assert(examples.length > 0, name);
    for (const example of examples) assert(example.startsWith(`mpm-monitor ${name}`), example);
  }
});
