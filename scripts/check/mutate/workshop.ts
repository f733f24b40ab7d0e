import { dirname } from "@std/path/dirname";
import { join } from "@std/path/join";
import { findSandbox } from "./sandbox.ts";

/** How one test file ended. */
export interface TestEnd {
  readonly outcome: "passed" | "failed" | "timeout";
  /** Milliseconds. */
  readonly ms: number;
}

/** A copy of the tree, in which code is broken and tests are run. */
export class Workshop {
  readonly #root: string;
  readonly #command: readonly string[];
  readonly #env: Readonly<Record<string, string>>;

  private constructor(root: string, command: readonly string[], env: Record<string, string>) {
    this.#root = root;
    this.#command = command;
    this.#env = env;
  }

  /**
   * Copies all files that git knows or would take in, and the built page.
   *
   * @param from the repository's folder
   * @param to a folder that is made anew; the same one each time, so that Deno's cache stays warm
   */
  static async make(from: string, to: string): Promise<Workshop> {
    await Deno.remove(to, { recursive: true }).catch(() => {});
    const listed = await output(from, "git", ["ls-files", "-co", "--exclude-standard", "-z"]);
    const built = await output(from, "find", ["static/dist", "-type", "f", "-print0"]);
    for (const path of `${listed}${built}`.split("\0").filter((each) => each !== "")) {
      await Deno.mkdir(join(to, dirname(path)), { recursive: true });
      await Deno.copyFile(join(from, path), join(to, path)).catch(ignoreDeleted);
    }
    const home = join(to, "coverage", "home");
    await Deno.mkdir(home, { recursive: true });
    const { denoDir } = JSON.parse(await output(from, Deno.execPath(), ["info", "--json"]));
    return new Workshop(to, await findSandbox(), { HOME: home, DENO_DIR: denoDir });
  }

  /** Replaces the text of one file. */
  async write(path: string, text: string): Promise<void> {
    await Deno.writeTextFile(join(this.#root, path), text);
  }

  /**
   * Runs one test file, or some, until the first failure.
   *
   * @param test a path, or several with spaces between them
   * @param limit milliseconds after which it is ended, with all that it started
   */
  async run(test: string, limit: number): Promise<TestEnd> {
    const [program = "", ...args] = this.#command;
    const began = performance.now();
    const child = new Deno.Command(program, {
      args: [
        ...args,
        Deno.execPath(),
        "test",
        "-A",
        "-q",
        "--no-check",
        "--fail-fast",
        ...test.split(" "),
      ],
      cwd: this.#root,
      env: this.#env,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill("SIGKILL");
    }, limit);
    const { success } = await child.status;
    clearTimeout(timer);
    const ms = Math.round(performance.now() - began);
    return { outcome: late ? "timeout" : success ? "passed" : "failed", ms };
  }
}

async function output(cwd: string, program: string, args: string[]): Promise<string> {
  const { stdout } = await new Deno.Command(program, { args, cwd, stderr: "null" }).output();
  return new TextDecoder().decode(stdout);
}

/** Git still lists a file that was deleted and not committed. */
function ignoreDeleted(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
