/** The hooks that Claude Code is given, as data. */
import { HOME_VARIABLE } from "../instance/home/paths.ts";
import { TOKEN_VARIABLE } from "../instance/home/token.ts";
import { HOOK_SCRIPT_NAME } from "../spool/hook_script.ts";
import { type Address, addressIn, addressUrl } from "./address.ts";
import { quote } from "./shell.ts";

/** The hidden command that the session start hook runs where no POSIX shell is. */
export const SESSION_COMMAND = "__session_started";

/** One hook in a settings file. */
export type Hook =
  | {
    readonly type: "http";
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    /** Variables that Claude Code fills in where headers name them. */
    readonly allowedEnvVars?: readonly string[];
    readonly timeout: number;
  }
  | {
    readonly type: "command";
    readonly command: string;
    /** Where there are any, no shell is asked. */
    readonly args?: readonly string[];
    /** Whether Claude Code goes on without waiting. */
    readonly async?: boolean;
    readonly timeout: number;
  };

/** One entry of an event in a settings file; without a matcher it is for all. */
export interface HookGroup {
  readonly hooks: readonly Hook[];
}

/** Where the hooks point. */
export interface HookTarget extends Address {
  /** How this program is called: its path, and arguments that come before the command. */
  readonly program: readonly string[];
  /** The kinds of events that the installed Claude Code knows. */
  readonly kinds: readonly string[];
  /** The state folder, where it is not the usual one. */
  readonly home?: string | undefined;
  /** Whether hooks show the token, which Claude Code reads from its environment. */
  readonly token?: boolean;
  /** Whether the hooks are those of the plugin, which may be at work beside those of settings. */
  readonly plugin?: boolean;
  /** Whether hooks run on Windows, where nobody knows which shell there is. */
  readonly windows?: boolean;
}

/** All hooks by event, in the order in which they are added. */
export function hooksFor(target: HookTarget): ReadonlyMap<string, HookGroup> {
  const { kinds, windows = false } = target;
  const hook = windows ? windowsHook : shellHook;
  return new Map(kinds.map((kind) => [kind, { hooks: [hook(kind, target)] }]));
}

/** Seconds, for hooks that need a few milliseconds. */
const TIMEOUT = 10;

/**
 * Kinds that Claude Code waits for, some milliseconds: the first event of a session is to be reported
 * before all others, and at the end of `claude -p` hooks that have only begun are killed.
 */
const WAITED_FOR = new Set(["SessionStart", "Stop", "StopFailure", "SessionEnd"]);

function shellHook(kind: string, target: HookTarget): Hook {
  const command = spoolCommand(target, kind === "SessionStart");
  return {
    type: "command",
    command,
    ...(WAITED_FOR.has(kind) ? {} : { async: true }),
    timeout: TIMEOUT,
  };
}

/**
 * The hook's shell command: reads the script in the state folder, which puts the hook's input into
 * the spool. A session start also has the program start a server, where none takes the input; the
 * script's absence is no reason not to.
 */
function spoolCommand(
  { port, program, home, plugin = false }: HookTarget,
  isStart: boolean,
): string {
  const folder = home === undefined ? "$HOME/.claude-mpm/monitor" : quote(home);
  const mark = plugin ? `mpm_mark='\\t';` : "";
  const set = `${BEGIN}${port};mpm_home=\${${HOME_VARIABLE}:-${folder}};${mark}`;
  const script = `"$mpm_home/${HOOK_SCRIPT_NAME}"`;
  if (!isStart) return `${set}[ ! -r ${script} ]||. ${script};exit 0`;
  const words = [...program.map(quote), "start", "--ensure", "--quiet", "--port", `${port}`];
  const ensure = `export ${HOME_VARIABLE}="$mpm_home";set -- ${words.join(" ")}`;
  return `${set}${ensure};[ ! -r ${script} ]||. ${script};"$@" </dev/null >/dev/null 2>&1 & exit 0`;
}

/** Claude Code may end a hook's process group with itself, and the input is to be kept even then. */
const BEGIN = "trap '' HUP TERM;mpm_port=";

function windowsHook(kind: string, target: HookTarget): Hook {
  const { host, port, program: [command = "", ...leading], token = false } = target;
  if (kind !== "SessionStart") {
    const url = addressUrl({ host, port }, HTTP_PATH);
    return { type: "http", url, ...(token ? TOKEN_HEADER : {}), timeout: HTTP_TIMEOUT };
  }
  const args = [...leading, SESSION_COMMAND, "--port", `${port}`];
  return { type: "command", command, args, async: true, timeout: TIMEOUT };
}

const HTTP_PATH = "/hooks/claude";

/** Seconds that Claude Code waits for an answer. */
const HTTP_TIMEOUT = 2;

/** The token itself stands in no file: who has the variable shows it, all others show none. */
const TOKEN_HEADER = {
  headers: { Authorization: `Bearer \${${TOKEN_VARIABLE}}` },
  allowedEnvVars: [TOKEN_VARIABLE],
};

/** A hook in a settings file that this program put there. */
export interface OurHook {
  /** `null` where the hook does not say. */
  readonly port: number | null;
  /** Whether it shows a token. */
  readonly token: boolean;
  /** How it tells what happens: `spool`, or as earlier versions did. */
  readonly form: "spool" | "http" | "program";
}

/** Reads a hook in a settings file; `null` for one of somebody else. */
export function readHook(hook: unknown): OurHook | null {
  if (typeof hook !== "object" || hook === null) return null;
  if ("url" in hook) return readHttpHook(hook.url, "headers" in hook);
  if ("args" in hook && Array.isArray(hook.args)) {
    if (!hook.args.includes(SESSION_COMMAND)) return null;
    return { port: null, token: false, form: "program" };
  }
  if (!("command" in hook) || typeof hook.command !== "string") return null;
  if (hook.command.includes(` ${SESSION_COMMAND} `)) {
    return { port: null, token: false, form: "program" };
  }
  const match = /^trap '' HUP TERM;mpm_port=(\d+);mpm_home=/.exec(hook.command);
  return match === null ? null : { port: Number(match[1]), token: false, form: "spool" };
}

function readHttpHook(url: unknown, token: boolean): OurHook | null {
  const address = addressIn(url, HTTP_PATH);
  return address === null ? null : { port: address.port, token, form: "http" };
}

/** Whether a hook in a settings file is one that this program put there. */
export function isOurHook(hook: unknown): boolean {
  return readHook(hook) !== null;
}
