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
      env: { LC_ALL: "C", TZ: "UTC" },
      stdin: "null",
      stderr: "null",
      signal,
    }).output();
    if (signal.aborted) return { kind: "late" };
    return { kind: "output", text: new TextDecoder().decode(stdout), code };
  } catch (error) {
    if (signal.aborted) return { kind: "late" };
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) {
      return { kind: "missing" };
    }
    throw error;
  }
};

/** What a tool printed, or nothing. */
export async function outputOf(
  run: RunTool,
  program: string,
  args: readonly string[],
): Promise<string> {
  const output = await run(program, args);
  return output.kind === "output" ? output.text : "";
}
