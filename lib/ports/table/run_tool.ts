/** Milliseconds that a system tool may take. */
export const TOOL_TIMEOUT = 2_000;

/** What a system tool gave. */
export type ToolOutput =
  | { readonly kind: "output"; readonly text: string; readonly code: number }
  | { readonly kind: "missing" }
  | { readonly kind: "late" };

/** Runs a system tool and returns what it printed, whatever its exit code. */
export type RunTool = (program: string, args: readonly string[]) => Promise<ToolOutput>;

/** Runs a tool of this system for at most {@linkcode TOOL_TIMEOUT}, in plain English. */
export const runTool: RunTool = async (program, args) => {
  const signal = AbortSignal.timeout(TOOL_TIMEOUT);
  try {
    const { stdout, code } = await new Deno.Command(program, {
      args: [...args],
      clearEnv: true,
      env: toolVariables((name) => Deno.env.get(name)),
      stdin: "null",
      stderr: "null",
      signal,
    }).output();
    if (signal.aborted) return { kind: "late" };
    return { kind: "output", text: new TextDecoder().decode(stdout), code };
  } catch (error) {
    if (signal.aborted) return { kind: "late" };
    if (isMissing(error)) return { kind: "missing" };
    throw error;
  }
};

/** What tools need of our variables: those that load code into a program are not among them. */
const PASSED_ON = ["PATH", "SystemRoot", "SystemDrive", "PATHEXT", "windir", "TEMP", "TMP"];

function toolVariables(get: (name: string) => string | undefined): Record<string, string> {
  const variables: Record<string, string> = { LC_ALL: "C", TZ: "UTC" };
  for (const name of PASSED_ON) {
    const value = get(name);
    if (value !== undefined) variables[name] = value;
  }
  return variables;
}

/** A tool that this process may not run is not there for it. */
function isMissing(error: unknown): boolean {
  const { NotFound, PermissionDenied, NotCapable } = Deno.errors;
  return [NotFound, PermissionDenied, NotCapable].some((kind) => error instanceof kind);
}

/** What a tool printed, or nothing. */
export async function outputOf(
  run: RunTool,
  program: string,
  args: readonly string[],
): Promise<string> {
  const output = await run(program, args);
  return output.kind === "output" ? output.text : "";
}
