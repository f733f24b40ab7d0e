import { assertEquals } from "@std/assert";
import { join } from "@std/path/join";
import { REPOSITORY } from "../../tests/support/shared.ts";

interface Config {
  readonly imports: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

async function read(name: string): Promise<Config> {
  return JSON.parse(await Deno.readTextFile(join(REPOSITORY, name)));
}

Deno.test("deno.jsr.json is deno.json, but for where the standard library comes from", async () => {
  const [npm, jsr] = await Promise.all([read("deno.json"), read("deno.jsr.json")]);
  assertEquals(Object.keys(jsr.imports).sort(), Object.keys(npm.imports).sort());
  for (const [name, target] of Object.entries(jsr.imports)) {
    if (!name.startsWith("@std/")) assertEquals(target, npm.imports[name], name);
    else assertEquals(target.replace(/@\^\d+/, ""), `jsr:${name}`);
  }
  for (const key of ["unstable", "tasks", "permissions", "fmt", "lint", "version", "exports"]) {
    assertEquals(jsr[key], npm[key], key);
  }
});
