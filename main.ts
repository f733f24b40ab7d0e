/** Entry point of mpm-monitor: hands the arguments to the command line and ends with its code. */
import { runCommandLine } from "./lib/cli/mod.ts";

if (import.meta.main) {
  Deno.exit(await runCommandLine(Deno.args));
}
