import { fromFileUrl } from "@std/path/from-file-url";

const ROOT = new URL("../../../", import.meta.url);

/** Once the file is replaced by a newer one, the system gives the running one another name. */
const EXECUTABLE = Deno.execPath();

/** The permissions of the command line, as `deno.json` has them. */
const COMMAND_LINE = ["-P=monitor"];

/** The folder of this program's source. */
export function ownFolder(): string {
  return fromFileUrl(ROOT);
}

/**
 * How this very program is called again: the binary, or Deno with what it needs to run the source.
 * A command and its options follow.
 *
 * @param permissions options of Deno; a binary has those that it was made with
 */
export function ownProgram(permissions: readonly string[] = COMMAND_LINE): readonly string[] {
  if (Deno.build.standalone) return [EXECUTABLE];
  const config = fromFileUrl(new URL("deno.json", ROOT));
  const main = fromFileUrl(new URL("main.ts", ROOT));
  return [EXECUTABLE, "run", "-q", ...permissions, `--config=${config}`, main];
}

/** Whether a program is in a folder of npm's cache: `npx` runs programs from there. */
export function isTemporaryProgram([program = ""]: readonly string[]): boolean {
  return /[\\/]_npx[\\/]/.test(program);
}
