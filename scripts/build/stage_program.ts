import { walk } from "@std/fs/walk";
import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { relative } from "@std/path/relative";
import { REPOSITORY } from "../../tests/support/shared.ts";
import config from "../../deno.json" with { type: "json" };
import { isTest, readSources } from "../check/source_tree.ts";
import { findOwnUrls, isModule, rewriteOwnUrls } from "./own_urls.ts";
import { runOrExit } from "./run.ts";

const MAIN = "main.ts";

/** Folders of `static/` that only the bundle of the page is made from. */
const NOT_SERVED = ["styles"];

/** The time that all files in a binary have, so that the same source makes the same binary: s. */
const DATE = 1_767_225_600;

/** What is compiled: paths from the folder that it lies in. */
export interface StagedProgram {
  readonly main: string;
  /** What the compiler does not find by itself. */
  readonly includes: readonly string[];
}

/**
 * Puts into an empty folder what the binary holds: the modules of this program and its packages,
 * bundled into few files that are loaded when they are needed, and the files that are served.
 *
 * A binary reads all that it holds whenever it starts: whole packages, with types, sources and maps,
 * take a command longer than its work.
 */
export async function stageProgram(folder: string): Promise<StagedProgram> {
  const sources = (await readSources(REPOSITORY))
    .filter(({ path }) => path.startsWith("lib/") && !isTest(path));
  const urls = findOwnUrls(sources);
  const entries = [MAIN, ...[...urls.values()].filter(isModule)];
  await runOrExit(Deno.execPath(), [
    "bundle",
    "--quiet",
    "--platform=deno",
    "--code-splitting",
    `--outdir=${folder}`,
    ...entries,
  ], { cwd: REPOSITORY });
  const modules = await rewriteModules(folder, urls);
  await copyStatic(join(REPOSITORY, "static"), join(folder, "static"));
  const { unstable, permissions } = config;
  await Deno.writeTextFile(join(folder, "deno.json"), JSON.stringify({ unstable, permissions }));
  for await (const { path } of walk(folder)) await Deno.utime(path, DATE, DATE);
  return { main: MAIN.replace(/\.ts$/, ".js"), includes: ["static", ...modules] };
}

async function rewriteModules(
  folder: string,
  urls: ReadonlyMap<string, string>,
): Promise<string[]> {
  const modules: string[] = [];
  for await (const { path } of walk(folder, { includeDirs: false, exts: [".js"] })) {
    const own = relative(folder, path).replaceAll("\\", "/");
    const text = await Deno.readTextFile(path);
    const at = own.includes("/") ? dirname(own) : "";
    await Deno.writeTextFile(path, rewriteOwnUrls(text, at, urls));
    modules.push(own);
  }
  return modules.sort();
}

async function copyStatic(from: string, to: string): Promise<void> {
  await Deno.mkdir(to);
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (name.startsWith(".") || NOT_SERVED.includes(name)) continue;
    if (isDirectory) await copyStatic(join(from, name), join(to, name));
    else await Deno.copyFile(join(from, name), join(to, name));
  }
}
