/** What a tool of the service manager answered. */
export interface ManagerAnswer {
  /** `null` where there is no such tool, or it did not end in time. */
  readonly code: number | null;
  /** What it printed, on both outputs. */
  readonly text: string;
}

/** Runs a tool of the service manager. */
export type RunManager = (program: string, args: readonly string[]) => Promise<ManagerAnswer>;

/** Milliseconds that a service manager may take. */
const TIMEOUT = 30_000;

/** Runs a tool with this session's variables, by which it finds the person's own manager. */
export const runManager: RunManager = async (program, args) => {
  const signal = AbortSignal.timeout(TIMEOUT);
  try {
    const { code, stdout, stderr } = await new Deno.Command(program, {
      args: [...args],
      env: { LC_ALL: "C" },
      stdin: "null",
      signal,
    }).output();
    const decoder = new TextDecoder();
    const text = (decoder.decode(stdout) + decoder.decode(stderr)).trim();
    if (signal.aborted) return { code: null, text: `${program} did not answer` };
    return { code, text };
  } catch (error) {
    if (signal.aborted) return { code: null, text: `${program} did not answer` };
    if (error instanceof Deno.errors.NotFound) {
      return { code: null, text: `There is no ${program}` };
    }
    throw error;
  }
};
