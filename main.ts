/** Entry point of mpm-monitor: hands the arguments to the command line and ends with its code. */
import { runCommandLine } from "./lib/cli/run_command_line.ts";

if (import.meta.main) {
  Deno.exit(await runCommandLine(Deno.args));
}
