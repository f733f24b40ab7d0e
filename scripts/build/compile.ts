/**
 * `deno task compile [--target TARGET] [--output FILE] [--floor FILE]`: makes one file of the
 * server, the command line and the dashboard's assets; and as the floor an empty program, which
 * shows what the runtime itself takes.
 */
import { parseArgs } from "@std/cli/parse-args";
import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { relative } from "@std/path/relative";
import { REPOSITORY } from "../../tests/support/shared.ts";
import { isTest, readSources } from "../check/source_tree.ts";
import { runOrExit } from "./run.ts";

/** MiB of heap for a server: above what it needs under load, below what hurts its host. */
const HEAP_LIMIT = 512;

/** Bytes of stack for the compiler's threads: some packages nest deeper than its default allows. */
const COMPILER_STACK = 64 * 1024 * 1024;

const EMPTY_PROGRAM = "scripts/build/empty_program.ts";

if (import.meta.main) {
  const args = parseArgs(Deno.args, { string: ["target", "output", "floor"] });
  const target = typeof args["target"] === "string" ? args["target"] : undefined;
  const output = typeof args["output"] === "string" ? args["output"] : defaultOutput(target);
  await runOrExit(Deno.execPath(), ["run", "-q", "-P=monitor", "scripts/build/bundle.ts"], {
    cwd: REPOSITORY,
  });
  await Deno.mkdir(dirname(output), { recursive: true });
  await runOrExit(Deno.execPath(), await compileArgs({ target, output }), {
    cwd: REPOSITORY,
    env: { RUST_MIN_STACK: String(COMPILER_STACK) },
  });
  const floor = args["floor"];
  if (typeof floor === "string") {
    await runOrExit(Deno.execPath(), ["compile", "-q", `--output=${floor}`, EMPTY_PROGRAM], {
      cwd: REPOSITORY,
    });
  }
  const { size } = await Deno.stat(output);
  const shown = relative(Deno.cwd(), output);
  const text = `Compiled ${shown} (${(size / 1e6).toFixed(0)} MB)\n`;
  await Deno.stdout.write(new TextEncoder().encode(text));
}

function defaultOutput(target: string | undefined): string {
  const windows = target === undefined ? Deno.build.os === "windows" : target.includes("windows");
  const name = target === undefined ? "mpm-monitor" : `mpm-monitor-${target}`;
  return join(REPOSITORY, "dist", windows ? `${name}.exe` : name);
}

async function compileArgs(
  to: { readonly target: string | undefined; readonly output: string },
): Promise<string[]> {
  const includes = ["static", ...await findLoadedLater()];
  return [
    "compile",
    "-q",
    "-P=monitor",
    "--no-check",
    ...await supportedFlags(),
    `--v8-flags=--max-old-space-size=${HEAP_LIMIT}`,
    ...includes.map((path) => `--include=${path}`),
    ...(to.target === undefined ? [] : [`--target=${to.target}`]),
    `--output=${to.output}`,
    "main.ts",
  ];
}

/** Workers, and what is imported when it is needed: the compiler does not follow these by itself. */
async function findLoadedLater(): Promise<string[]> {
  const files = (await readSources(REPOSITORY))
    .filter(({ path }) => path.startsWith("lib/") && !isTest(path));
  const known = new Set(files.map(({ path }) => path));
  const later = files.flatMap(({ imports }) => imports.filter(({ names }) => names === null))
    .map(({ path }) => path).filter((path) => known.has(path));
  return [...new Set(later)].sort();
}

/** Leaves out the packages that only tests use, where this Deno can: from 2.8.2 on. */
async function supportedFlags(): Promise<string[]> {
  const flag = "--exclude-unused-npm";
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["compile", "--help"] })
    .output();
  return new TextDecoder().decode(stdout).includes(flag) ? [flag] : [];
}
