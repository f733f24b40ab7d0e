import { join } from "@std/path/join";
import { makeSandbox, type Sandbox } from "../../support/cli.ts";
import { type FakeApi, startFakeApi } from "../api/fake_api.ts";
import { SCRIPTS } from "../api/scripts.ts";
import { makePace, type Pace } from "./pace.ts";
import { makeTmux, type Tmux } from "../../support/terminal/tmux.ts";

/** A home with Claude Code, a project, a model and a monitor, apart from everybody's own. */
export interface World extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly api: FakeApi;
  readonly tmux: Tmux;
  /** The program of the release. */
  readonly claude: string;
  /** The project's folder: a git repository with one commit. */
  readonly project: string;
  /** All that Claude Code sees of an environment. */
  readonly env: Readonly<Record<string, string>>;
  /** `http://127.0.0.1:PORT` of the monitor. */
  readonly monitor: string;
  /** How fast Claude Code and the monitor start here. */
  readonly pace: Pace;
  /** Whether Claude Code sends telemetry to the monitor. */
  readonly hasTelemetry: boolean;
}

/** What a world is made of. */
export interface WorldOptions {
  readonly claude: string;
  /**
   * Options of `integrate claude-code`; hooks, telemetry and the status line unless said. `null`
   * leaves Claude Code's settings to the test.
   */
  readonly integrate?: readonly string[] | null;
  /** Whether a monitor runs from the start on; it does unless said. */
  readonly running?: boolean;
  /** Added to Claude Code's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

const KEY = "key-of-the-tests";

/** Makes a {@linkcode World}; all that runs in it ends with its scope. */
export async function makeWorld(options: WorldOptions): Promise<World> {
  const { claude, integrate = ["--telemetry", "--status-line"], running = true } = options;
  await using stack = new AsyncDisposableStack();
  const sandbox = stack.use(await makeSandbox());
  const home = sandbox.folder;
  const project = join(home, "shop");
  await makeProject(project, sandbox.env);
  await Deno.writeTextFile(
    join(home, ".claude.json"),
    JSON.stringify({
      hasCompletedOnboarding: true,
      theme: "dark",
      bypassPermissionsModeAccepted: true,
      customApiKeyResponses: { approved: [KEY], rejected: [] },
      projects: { [project]: { hasTrustDialogAccepted: true, allowedTools: [] } },
    }),
  );
  if (integrate !== null) await must(sandbox, ["integrate", "claude-code", ...integrate]);
  const begun = performance.now();
  if (running) await must(sandbox, ["start", "--port", `${sandbox.range.first}`]);
  const pace = makePace(performance.now() - begun);
  const api = stack.use(await startFakeApi({ scripts: SCRIPTS, folder: project }));
  const tmux = stack.use(makeTmux(home));
  const env = {
    ...sandbox.env,
    TERM: "xterm-256color",
    LANG: "C.UTF-8",
    ANTHROPIC_BASE_URL: api.url,
    ANTHROPIC_API_KEY: KEY,
    // Claude Code refuses to skip permissions for root elsewhere.
    IS_SANDBOX: "1",
    DISABLE_AUTOUPDATER: "1",
    DISABLE_INSTALLATION_CHECKS: "1",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    ...options.env,
  };
  const owned = stack.move();
  return {
    sandbox,
    api,
    tmux,
    claude,
    project,
    env,
    monitor: `http://127.0.0.1:${sandbox.range.first}`,
    pace,
    hasTelemetry: integrate?.includes("--telemetry") ?? false,
    async [Symbol.asyncDispose]() {
      api.gates.openAll();
      await owned[Symbol.asyncDispose]();
    },
  };
}

async function must(sandbox: Sandbox, args: readonly string[]): Promise<void> {
  const { code, stderr } = await sandbox.run(args);
  if (code !== 0) throw new Error(`mpm-monitor ${args.join(" ")}: ${stderr}`);
}

async function makeProject(folder: string, env: Readonly<Record<string, string>>): Promise<void> {
  await Deno.mkdir(folder);
  await Deno.writeTextFile(join(folder, "a.txt"), "one\ntwo\n");
  const who = ["-c", "user.name=dev", "-c", "user.email=dev@example.com"];
  for (const args of [["init", "-q", "."], ["add", "-A"], [...who, "commit", "-qm", "First"]]) {
    const { success, stderr } = await new Deno.Command("git", {
      args,
      cwd: folder,
      env: { ...env },
      clearEnv: true,
    }).output();
    if (!success) throw new Error(`git ${args[0]}: ${new TextDecoder().decode(stderr)}`);
  }
}
