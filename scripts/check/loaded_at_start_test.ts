import { assertEquals } from "@std/assert";
import { REPOSITORY } from "../../tests/support/shared.ts";
import { readSource, readSources, type SourceFile } from "./source_tree.ts";

const files = new Map((await readSources(REPOSITORY)).map((file) => [file.path, file]));

/** What is loaded together with a file: not what it imports when it needs it. */
function loadedWith(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const target of loadedBy(files.get(path))) loadedWith(target, found);
  return found;
}

function loadedBy(file: SourceFile | undefined): string[] {
  if (file === undefined) return [];
  const text = file.text.replaceAll(/^import type [^;]*;/gm, "")
    .replaceAll(/\bimport\(|\bnew URL\(/g, "later(");
  return readSource(file.path, text).imports.map(({ path }) => path);
}

Deno.test("a thread of the store starts without the rules for secrets, and without the queries", () => {
  const loaded = [...loadedWith("lib/store/sqlite/thread/worker.ts")];
  assertEquals(loaded.filter((path) => /redact\/|query\/|salvage\//.test(path)), []);
});

Deno.test("a command starts without what only measures other letters than ours", () => {
  for (const path of ["main.ts", "lib/cli/commands/status.ts", "lib/cli/commands/start.ts"]) {
    assertEquals([...loadedWith(path)].filter((loaded) => loaded.endsWith("/columns.ts")), []);
  }
});
