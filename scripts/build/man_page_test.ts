import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path/join";
import { loadVisible } from "../../lib/cli/catalog.ts";
import { ALL_SETTINGS } from "../../lib/config/settings.ts";
import { makeTempHome } from "../../tests/support/home.ts";
import { testWithPackages } from "../../tests/support/need.ts";
import { ownManPage } from "./man.ts";

const DAY = new Date("2026-02-03T04:05:06Z");

Deno.test("the manual page has every command, option, setting, file and exit code", async () => {
  const page = await ownManPage(DAY);
  const plain = page.replaceAll("\\-", "-");
  for (const { name, options } of await loadVisible()) {
    assertMatch(plain, new RegExp(`^\\.SS "${name}[ "]`, "m"));
    for (const { name } of options) assertStringIncludes(plain, `--${name}`);
  }
  for (const { key } of ALL_SETTINGS) assertStringIncludes(plain, `.B ${key}\n`);
  for (const part of ["service.json", "instances/<port>.json", "port in use", "timed out"]) {
    assertStringIncludes(plain, part);
  }
  assertMatch(page, /^\.TH MPM\\-MONITOR 1 2026-02-03 "mpm\\-monitor \d/);
  assertEquals(page, await ownManPage(DAY));
});

testWithPackages(
  ["mandoc"],
  "the manual page is one without a warning, and can be read",
  async () => {
    await using temp = await makeTempHome();
    const file = join(temp.path, "mpm-monitor.1");
    await Deno.writeTextFile(file, await ownManPage(DAY));
    const run = async (...args: string[]) => {
      const { stdout, stderr } = await new Deno.Command("mandoc", { args: [...args, file] })
        .output();
      return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    };
    assertEquals(await run("-T", "lint", "-W", "warning"), "");
    const shown = withoutOverstrikes(await run("-T", "utf8"));
    assertStringIncludes(shown, "--dashboard-port PORT");
    assertStringIncludes(shown, "'mpm-monitor config set'");
  },
);

/** Bold signs are printed twice, with a step back between them. */
function withoutOverstrikes(text: string): string {
  return text.split("\u0008").map((part, index, parts) =>
    index < parts.length - 1 ? part.slice(0, -1) : part
  ).join("");
}
