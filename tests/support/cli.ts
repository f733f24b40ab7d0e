import { join } from "@std/path/join";
import { makeTempHome } from "./home.ts";
import { claimPorts, type PortRange } from "./ports.ts";
import { REPOSITORY } from "./shared.ts";

/** Names a compiled binary to test in place of the source. */
const BINARY_VARIABLE = "MPM_MONITOR_TEST_BINARY";

/** What a finished command left behind. */
export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How one command runs. */
export interface CliOptions {
  /** Variables added to the sandbox's own; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Text for standard input; without it the command reads an empty one. */
  readonly stdin?: string;
  /** Milliseconds after which the command is ended and the call fails; 60,000 unless said. */
  readonly timeout?: number;
}

/**
 * A command line in a world of its own: an empty home, an unrelated working directory, a private
 * port range, and none of the caller's variables. What it started is stopped at the end of the
 * scope: `await using sandbox = await makeSandbox()`.
 */
export interface Sandbox extends AsyncDisposable {
  /** The state folder, `MPM_MONITOR_HOME`; it does not exist yet. */
  readonly home: string;
  /** The private folder around it: `HOME`, and place for a test's own files. */
  readonly folder: string;
  readonly range: PortRange;
  /** The variables that commands run with. */
  readonly env: Readonly<Record<string, string>>;
  /** The program under test, with the arguments that come before its own. */
  readonly program: readonly string[];
  /** Runs one command to its end. */
  run(args: readonly string[], options?: CliOptions): Promise<CliResult>;
  /** Starts one command with piped output; the caller ends it. */
  spawn(args: readonly string[], options?: Pick<CliOptions, "env">): Deno.ChildProcess;
}

/** What a sandbox is made of. */
export interface SandboxOptions {
  /** How many ports the private range has; 6 unless said. */
  readonly ports?: number;
  /** A compiled binary to run; else {@linkcode BINARY_VARIABLE}, else the source. */
  readonly binary?: string | undefined;
  /** A command that runs the program, which follows it as arguments. */
  readonly under?: readonly string[];
}

/** Makes an empty {@linkcode Sandbox}. */
export async function makeSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { ports = 6, binary = Deno.env.get(BINARY_VARIABLE), under = [] } = options;
  const [program, ...leading] = [...under, ...programUnderTest(binary)];
  const temp = await makeTempHome();
  const range = await claimPorts(ports);
  const home = join(temp.path, "state");
  const cwd = join(temp.path, "elsewhere");
  await Deno.mkdir(cwd);
  const env = sandboxEnv(temp.path, { home, range: range.text });

  function spawnWith(
    args: readonly string[],
    options: Pick<CliOptions, "env">,
    stdin: "piped" | "null",
  ): Deno.ChildProcess {
    const merged: Record<string, string> = { ...env };
    for (const [name, value] of Object.entries(options.env ?? {})) {
      if (value === undefined) delete merged[name];
      else merged[name] = value;
    }
    return new Deno.Command(program ?? "", {
      args: [...leading, ...args],
      cwd,
      env: merged,
      clearEnv: true,
      stdin,
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  }

  async function run(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
    const { stdin, timeout = 60_000 } = options;
    const child = spawnWith(args, options, stdin === undefined ? "null" : "piped");
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill("SIGKILL");
    }, timeout);
    try {
      const [{ code, stdout, stderr }] = await Promise.all([
        child.output(),
        stdin === undefined ? undefined : writeAll(child, stdin),
      ]);
      const decoder = new TextDecoder();
      const result = { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
      if (late) {
        throw new Error(`"${args.join(" ")}" did not end in ${timeout} ms: ${result.stderr}`);
      }
      return result;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    home,
    folder: temp.path,
    range,
    env,
    program: programUnderTest(binary),
    run,
    spawn: (args, options = {}) => spawnWith(args, options, "null"),
    async [Symbol.asyncDispose]() {
      const pids = await recordedPids(home);
      if (pids.length > 0) {
        await run(["stop", "--force"]).catch(() => {});
        for (const pid of pids) await endIfOurs(pid, home);
      }
      await range[Symbol.asyncDispose]();
      await temp[Symbol.asyncDispose]();
    },
  };
}

function programUnderTest(binary: string | undefined): readonly string[] {
  if (binary) return [binary];
  const config = join(REPOSITORY, "deno.json");
  const main = join(REPOSITORY, "main.ts");
  return [Deno.execPath(), "run", "-q", `--config=${config}`, "-P=monitor", main];
}

function sandboxEnv(
  folder: string,
  state: { home: string; range: string },
): Record<string, string> {
  const env: Record<string, string> = {
    HOME: folder,
    USERPROFILE: folder,
    DENO_DIR: denoCache(),
    MPM_MONITOR_HOME: state.home,
    MPM_MONITOR_PORT_RANGE: state.range,
  };
  for (const name of ["PATH", "TMPDIR", "TEMP", "SystemRoot", "LANG", "TZ"]) {
    const value = Deno.env.get(name);
    if (value !== undefined) env[name] = value;
  }
  return env;
}

/** Deno looks for its cache below the home folder, which commands under test do not share. */
function denoCache(): string {
  const named = Deno.env.get("DENO_DIR");
  if (named) return named;
  const home = Deno.env.get("HOME") ?? Deno.env.get("USERPROFILE") ?? "";
  switch (Deno.build.os) {
    case "darwin":
      return join(home, "Library", "Caches", "deno");
    case "windows":
      return join(Deno.env.get("LOCALAPPDATA") ?? home, "deno");
    default:
      return join(Deno.env.get("XDG_CACHE_HOME") ?? join(home, ".cache"), "deno");
  }
}

async function writeAll(child: Deno.ChildProcess, text: string): Promise<void> {
  const writer = child.stdin.getWriter();
  try {
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
  } catch {
    // The command may end without reading its input; its result tells whether that was right.
  }
}

async function recordedPids(home: string): Promise<number[]> {
  const folder = join(home, "instances");
  const pids: number[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) {
      if (!entry.name.endsWith(".json")) continue;
      const record: unknown = JSON.parse(await Deno.readTextFile(join(folder, entry.name)));
      if (typeof record !== "object" || record === null || !("pid" in record)) continue;
      // Tests may write records of this very process, or of none.
      const { pid } = record;
      if (typeof pid === "number" && pid > 1 && pid !== Deno.pid) pids.push(pid);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return pids;
}

/** Tests also write records of processes that are not ours: only one that lives in this home ends. */
async function endIfOurs(pid: number, home: string): Promise<void> {
  try {
    const environment = await Deno.readTextFile(`/proc/${pid}/environ`);
    if (environment.split("\0").includes(`MPM_MONITOR_HOME=${home}`)) Deno.kill(pid, "SIGKILL");
  } catch {
    // Already gone, or a system without /proc, where "stop --force" has to be enough.
  }
}
