import { type Program, programOf, segmentsOf } from "./command_line.ts";

/** What a process is to us, known by its command line alone. */
export type ProcessClass = "debug-script" | "upstream" | "foreign";

/** What is looked at to classify a process. */
export interface ClassifiedProcess {
  readonly argv: readonly string[];
  /** Its working directory; `null` when it is unknown. */
  readonly cwd: string | null;
}

/**
 * Classifies a process. `debug-script` is what a start may end without asking, and is narrow for
 * that reason: an interpreter has to run it, under its own name, from the places where Claude MPM
 * keeps such scripts. Arguments never count.
 */
export function classifyProcess({ argv, cwd }: ClassifiedProcess): ProcessClass {
  const program = programOf(argv);
  if (program === null) return "foreign";
  if (isDebugScript(program, cwd)) return "debug-script";
  return isUpstream(program) ? "upstream" : "foreign";
}

const DEBUG_NAME = /^(debug_|demo_|validate_|test_)|^(run_)?socketio_debug$/;
const PROJECT_FOLDERS: readonly string[] = ["claude-mpm", "claude_mpm"];
const SCRIPT_FOLDERS: readonly string[] = ["scripts", "tools"];
const UPSTREAM_COMMANDS: readonly string[] = ["monitor", "run", "dashboard"];

function isDebugScript(program: Program, cwd: string | null): boolean {
  if (program.kind === "module") {
    const [top, ...below] = program.name.split(".");
    return top === "claude_mpm" && DEBUG_NAME.test(below.at(-1) ?? "");
  }
  const segments = segmentsOf(program.path, cwd);
  const file = segments?.pop();
  if (segments === null || file === undefined || !DEBUG_NAME.test(stem(file))) return false;
  const project = segments.findIndex((segment) => PROJECT_FOLDERS.includes(segment));
  return project >= 0 && segments.slice(project + 1).some((each) => SCRIPT_FOLDERS.includes(each));
}

function isUpstream(program: Program): boolean {
  if (program.kind === "module") return /^claude_mpm(\.|$)/.test(program.name);
  const file = program.path.replaceAll("\\", "/").split("/").at(-1) ?? "";
  if (file === "socketio_daemon.py") return true;
  return file === "claude-mpm" && program.args.some((arg) => UPSTREAM_COMMANDS.includes(arg));
}

function stem(file: string): string {
  return file.replace(/\.[^.]*$/, "");
}
