import type { ExitCode } from "../user_error.ts";
import { EXIT } from "../user_error.ts";

/** Runs one command line and returns the code to exit with. */
export function runCommandLine(_args: readonly string[]): Promise<ExitCode> {
  return Promise.resolve(EXIT.failed);
}
