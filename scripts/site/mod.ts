/**
 * `deno task site --out DIR`: builds the documentation as a static site: searchable, without any
 * network, for a server or straight from a disk.
 */
import { parseArgs } from "@std/cli/parse-args";
import { resolve } from "@std/path/resolve";
import { REPOSITORY } from "../../tests/support/shared.ts";
import { buildSite } from "./build_site.ts";

if (import.meta.main) {
  const { out } = parseArgs(Deno.args, { string: ["out"] });
  const write = (text: string) => Deno.stderr.writeSync(new TextEncoder().encode(text));
  if (typeof out !== "string" || out === "") {
    write("Error: Nobody said where the site goes\nSuggestion: deno task site --out DIR\n");
    Deno.exit(2);
  }
  const count = await buildSite(REPOSITORY, resolve(out));
  write(`Built ${count} pages into ${out}\n`);
}
