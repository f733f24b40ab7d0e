/** How {@linkcode runOrExit} runs a command. */
export interface RunOptions {
  readonly env?: Record<string, string>;
  readonly cwd?: string;
}

/** Runs a command with this process's own input and output; its failure ends this process too. */
export async function runOrExit(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<void> {
  const { code } = await new Deno.Command(command, {
    ...options,
    args: [...args],
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn().status;
  if (code !== 0) Deno.exit(code);
}
