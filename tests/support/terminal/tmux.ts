/** A tmux server of its own, without anybody's settings. */
export interface Tmux extends AsyncDisposable {
  /** Runs a command in a new terminal; `env` is all that it sees of an environment. */
  open(name: string, options: TerminalOptions): Promise<Terminal>;
}

/** How a terminal is opened. */
export interface TerminalOptions {
  readonly command: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A terminal with a program in it. */
export interface Terminal {
  /** What is to be seen, empty lines left out; `null` when the terminal is closed. */
  read(): Promise<readonly string[] | null>;
  /** Types a text, without Enter. */
  type(text: string): Promise<void>;
  /** Presses keys by tmux's names: `Escape`, `Enter`, `Down` … */
  press(...keys: readonly string[]): Promise<void>;
  /** Closes the terminal, as its window's button does. */
  close(): Promise<void>;
  /** The process that was started in it. */
  readonly pid: number;
}

const COLUMNS = "120";
const ROWS = "50";

/** Makes a {@linkcode Tmux} whose socket lies in `folder`; its terminals close with its scope. */
export function makeTmux(folder: string): Tmux {
  const socket = `${folder}/tmux`;
  const tmux = async (...args: readonly string[]) => {
    const { success, stdout, stderr } = await new Deno.Command("tmux", {
      args: ["-S", socket, "-f", "/dev/null", ...args],
      env: { PATH: Deno.env.get("PATH") ?? "", LANG: "C.UTF-8", TERM: "xterm-256color" },
      clearEnv: true,
      stdin: "null",
    }).output();
    const decoder = new TextDecoder();
    return { success, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  };
  const must = async (...args: readonly string[]) => {
    const { success, stdout, stderr } = await tmux(...args);
    if (!success) throw new Error(`tmux ${args[0]}: ${stderr}`);
    return stdout;
  };
  return {
    async open(name, { command, folder, env }) {
      const variables = Object.entries(env).map(([key, value]) => `${key}=${value}`);
      // By itself the server ends with its last terminal, maybe just when another one is opened.
      const stays = ["start-server", ";", "set-option", "-s", "exit-empty", "off", ";"];
      const size = ["-x", COLUMNS, "-y", ROWS];
      const program = ["env", "-i", ...variables, ...command];
      const shown = ["-P", "-F", "#{pane_id} #{pane_pid}"];
      const opened = await must(
        ...stays,
        ...["new-session", "-d", "-s", name, ...shown, ...size, "-c", folder, ...program],
      );
      const [pane = "", pid] = opened.trim().split(" ");
      return {
        pid: Number(pid),
        async read() {
          const { success, stdout } = await tmux("capture-pane", "-p", "-t", pane);
          return success ? stdout.split("\n").filter((line) => line.trim() !== "") : null;
        },
        async type(text) {
          await must("send-keys", "-t", pane, "-l", text);
        },
        async press(...keys) {
          await must("send-keys", "-t", pane, ...keys);
        },
        async close() {
          await tmux("kill-pane", "-t", pane);
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await tmux("kill-server");
    },
  };
}
