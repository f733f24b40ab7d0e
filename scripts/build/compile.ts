/**
 * `deno task compile [--target TARGET] [--output FILE] [--floor FILE]`: makes one file of the
 * server, the command line and the dashboard's assets; and as the floor an empty program, which
 * shows what the runtime itself takes.
 */
import { parseArgs } from "@std/cli/parse-args";
import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { relative } from "@std/path/relative";
import { resolve } from "@std/path/resolve";
import { REPOSITORY } from "../../tests/support/shared.ts";
import { runOrExit } from "./run.ts";
import { type StagedProgram, stageProgram } from "./stage_program.ts";

/** MiB of heap for a server: above what it needs under load, below what hurts its host. */
const HEAP_LIMIT = 512;

/** Bytes of stack for the compiler's threads: some packages nest deeper than its default allows. */
const COMPILER_STACK = 64 * 1024 * 1024;

/** Arguments of Deno that are the same for the program and for the floor. */
const COMPILE = [
  "compile",
  "-q",
  // Else code that others may have put into the system's folder for temporary files would be run.
  "--no-code-cache",
];

const EMPTY_PROGRAM = "scripts/build/empty_program.ts";

if (import.meta.main) {
  const args = parseArgs(Deno.args, { string: ["target", "output", "floor"] });
  const target = typeof args["target"] === "string" ? args["target"] : undefined;
  const output = typeof args["output"] === "string" ? args["output"] : defaultOutput(target);
  await runOrExit(Deno.execPath(), ["run", "-q", "-P=monitor", "scripts/build/bundle.ts"], {
    cwd: REPOSITORY,
  });
  await Deno.mkdir(dirname(output), { recursive: true });
  const folder = await Deno.makeTempDir({ prefix: "mpm-monitor-program-" });
  try {
    const program = await stageProgram(folder);
    await runOrExit(Deno.execPath(), compileArgs(program, { target, output: resolve(output) }), {
      cwd: folder,
      env: { RUST_MIN_STACK: String(COMPILER_STACK) },
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  const floor = args["floor"];
  if (typeof floor === "string") {
    await runOrExit(Deno.execPath(), [...COMPILE, `--output=${floor}`, EMPTY_PROGRAM], {
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

function compileArgs(
  program: StagedProgram,
  to: { readonly target: string | undefined; readonly output: string },
): string[] {
  return [
    ...COMPILE,
    "-P=monitor",
    "--no-check",
    `--v8-flags=--max-old-space-size=${HEAP_LIMIT}`,
    ...program.includes.map((path) => `--include=${path}`),
    ...(to.target === undefined ? [] : [`--target=${to.target}`]),
    `--output=${to.output}`,
    program.main,
  ];
}
