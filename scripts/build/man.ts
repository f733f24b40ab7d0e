/** `deno task man [--out FILE]`: makes the manual page, mpm-monitor(1). */
import { parseArgs } from "@std/cli/parse-args";
import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { loadVisible } from "../../lib/cli/catalog.ts";
import { ALL_SETTINGS } from "../../lib/config/settings.ts";
import { VERSION } from "../../lib/version.ts";
import { REPOSITORY } from "../../tests/support/shared.ts";
import { manPage } from "./man_page.ts";

/** The manual page of this very source. */
export async function ownManPage(date: Date): Promise<string> {
  return manPage({
    version: VERSION,
    date,
    commands: await loadVisible(),
    settings: ALL_SETTINGS,
    commandsPage: await Deno.readTextFile(join(REPOSITORY, "docs", "commands.md")),
    processesPage: await Deno.readTextFile(join(REPOSITORY, "docs", "processes.md")),
  });
}

if (import.meta.main) {
  const { out } = parseArgs(Deno.args, { string: ["out"] });
  const epoch = Deno.env.get("SOURCE_DATE_EPOCH");
  const page = await ownManPage(epoch ? new Date(Number(epoch) * 1000) : new Date());
  if (typeof out !== "string") await Deno.stdout.write(new TextEncoder().encode(page));
  else {
    await Deno.mkdir(dirname(out), { recursive: true });
    await Deno.writeTextFile(out, page);
  }
}
