import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { stripAnsiCode } from "@std/fmt/colors";
import { loadVisible } from "../catalog.ts";
import { commandHelp, programHelp } from "./help.ts";

Deno.test("help fits a terminal of 80 columns", async () => {
  const commands = await loadVisible();
  const texts = [programHelp(commands, 80), ...commands.map((each) => commandHelp(each, 80))];
  for (const line of texts.flatMap((text) => stripAnsiCode(text).split("\n"))) {
    assert(line.length <= 80, line);
  }
});

Deno.test("programHelp() has a line for each command", async () => {
  const commands = await loadVisible();
  const text = programHelp(commands, 80);
  for (const { summary } of commands) assertStringIncludes(text, `  ${summary}\n`);
});

Deno.test("commandHelp() tells an option once, the command's own before the common one", async () => {
  for (const command of await loadVisible()) {
    const names = stripAnsiCode(commandHelp(command, 80)).match(/^ {2}[ -].{3} --[\w-]+/gm) ?? [];
    const options = names.map((name) => name.slice(6));
    assertEquals(options.length, new Set(options).size, command.name);
  }
});
