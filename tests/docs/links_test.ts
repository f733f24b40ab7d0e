import { assertEquals } from "@std/assert";
import { walk } from "@std/fs/walk";
import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { LEFT_OUT } from "../../lib/integrate/kinds.ts";
import { REPOSITORY } from "../support/shared.ts";

async function pages(): Promise<string[]> {
  const paths: string[] = [];
  for (const name of ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]) {
    paths.push(join(REPOSITORY, name));
  }
  for await (const { path } of walk(join(REPOSITORY, "docs"), { exts: [".md"] })) paths.push(path);
  return paths;
}

/** Links and pictures to files of this repository. */
function localLinks(text: string): string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g), ...text.matchAll(/src(?:set)?="([^"]+)"/g)];
  return links.map((match) => (match[1] ?? "").replace(/#.*$/, ""))
    .filter((link) => link !== "" && !/^[a-z]+:/.test(link));
}

Deno.test("every link in the documentation leads to a file", async () => {
  const broken: string[] = [];
  for (const page of await pages()) {
    for (const link of localLinks(await Deno.readTextFile(page))) {
      const found = await Deno.stat(join(dirname(page), link)).then(() => true, () => false);
      if (!found) broken.push(`${page}: ${link}`);
    }
  }
  assertEquals(broken, []);
});

Deno.test("docs/claude-code.md tells which events are left out, and why", async () => {
  const text = await Deno.readTextFile(join(REPOSITORY, "docs", "claude-code.md"));
  const rows = Array.from(text.matchAll(/^\| `(\w+)` +\| (.+?) +\|$/gm), ([, name, why]) => [
    name,
    why,
  ]);
  for (const [name, why] of Object.entries(LEFT_OUT)) {
    assertEquals(rows.find(([event]) => event === name), [name, why]);
  }
});
