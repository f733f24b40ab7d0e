import { resolve } from "@std/path/resolve";
import { classifyProcess, type ProcessClass } from "./classify.ts";
import { programOf } from "./command_line.ts";
import type { ProcessInfo } from "./table/types.ts";

/**
 * Classifies a process that runs on this machine. A debug script has to be one by its real path,
 * too: a link in the right place to any other file is none.
 *
 * @param realPath follows all links of a path; fails where there is none
 */
export async function realClass(
  info: Pick<ProcessInfo, "argv" | "cwd">,
  realPath: (path: string) => Promise<string> = Deno.realPath,
): Promise<ProcessClass> {
  const named = classifyProcess(info);
  const program = programOf(info.argv);
  if (named !== "debug-script" || program?.kind !== "file") return named;
  try {
    const path = await realPath(resolve(info.cwd ?? "/", program.path));
    return classifyProcess({ argv: ["python3", path], cwd: null });
  } catch {
    // What it runs is not there any more, so that nobody can tell what it was.
    return "foreign";
  }
}
