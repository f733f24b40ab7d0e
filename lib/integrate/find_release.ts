import { delay } from "@std/async/delay";
import { join } from "@std/path/join";
import { parseRelease, type Release } from "./kinds.ts";

/** Runs a program and gives its standard output; `null` when it cannot be run, or fails. */
export type ReadOutput = (program: string, args: readonly string[]) => Promise<string | null>;

/** Milliseconds that Claude Code may take to tell its release. */
const TIMEOUT = 10_000;

/**
 * Asks the installed Claude Code for its release: the one on the path, or where its own installers
 * put it.
 *
 * @param home the user's home folder
 * @returns `null` where none is found
 */
export async function findRelease(
  home: string,
  read: ReadOutput = (program, args) => readOutput(program, args),
): Promise<Release | null> {
  const programs = [
    "claude",
    join(home, ".local", "bin", "claude"),
    join(home, ".claude", "local", "claude"),
  ];
  for (const program of programs) {
    const release = parseRelease(await read(program, ["--version"]) ?? "");
    if (release !== null) return release;
  }
  return null;
}

/** Programs that are being replaced cannot be run for a moment; so often it is tried again. */
const RETRIES = 5;
const RETRY_MS = 100;

async function readOutput(
  program: string,
  args: readonly string[],
  retries = RETRIES,
): Promise<string | null> {
  try {
    const { success, stdout } = await new Deno.Command(program, {
      args: [...args],
      stdin: "null",
      stderr: "null",
      signal: AbortSignal.timeout(TIMEOUT),
    }).output();
    return success ? new TextDecoder().decode(stdout) : null;
  } catch (error) {
    if (retries > 0 && error instanceof Error && /text file busy/i.test(error.message)) {
      await delay(RETRY_MS);
      return await readOutput(program, args, retries - 1);
    }
    // Not there, not for this machine, no program at all: whoever asked says that none was found.
    return null;
  }
}
