/** The hooks that Claude Code is given, as data. */
import { TOKEN_VARIABLE } from "../instance/home/token.ts";
import { quote } from "./shell.ts";

/** Events that are sent by HTTP: no process is started for them. */
export const HTTP_EVENTS = [
  "PreToolUse",
  "PostToolUse",
  "PostToolUseFailure",
  "PostToolBatch",
  "Notification",
  "UserPromptSubmit",
  "UserPromptExpansion",
  "SessionEnd",
  "Stop",
  "StopFailure",
  "SubagentStart",
  "SubagentStop",
  "PreCompact",
  "PostCompact",
  "PreModelSwitch",
  "PostModelSwitch",
  "PermissionRequest",
  "PermissionDenied",
  "TeammateIdle",
  "TaskCreated",
  "TaskCompleted",
  "Elicitation",
  "ElicitationResult",
  "ConfigChange",
  "WorktreeRemove",
  "InstructionsLoaded",
  "CwdChanged",
  "FileChanged",
  "DirectoryAdded",
] as const;

/** Events that get no HTTP hook, and why. */
export const LEFT_OUT = {
  SessionStart: "takes commands only: it has the hook that makes sure that a monitor runs",
  Setup: "takes commands only, and is over before a session begins",
  WorktreeCreate: "a hook for it takes over the making of the worktree",
  MessageDisplay: "comes for every piece of text that is shown",
} as const;

/** The hidden command that the session start hook runs. */
export const SESSION_COMMAND = "__session_started";

/** Seconds that Claude Code waits for an answer; the server needs a few milliseconds. */
const TIMEOUT = 2;

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
export interface HookTarget {
  readonly port: number;
  /** How this program is called: its path, and arguments that come before the command. */
  readonly program: readonly string[];
  /** Whether hooks show the token, which Claude Code reads from its environment. */
  readonly token?: boolean;
  /** Whether hooks run on Windows, where nobody knows which shell there is. */
  readonly windows?: boolean;
}

/** All hooks by event, in the order in which they are added. */
export function hooksFor(target: HookTarget): ReadonlyMap<string, HookGroup> {
  const url = `http://127.0.0.1:${target.port}/hooks/claude`;
  const shown = target.token === true ? TOKEN_HEADER : {};
  const http: HookGroup = { hooks: [{ type: "http", url, ...shown, timeout: TIMEOUT }] };
  const command: HookGroup = { hooks: [sessionHook(target)] };
  return new Map([
    ["SessionStart", command],
    ...HTTP_EVENTS.map((event) => [event, http] as const),
  ]);
}

/** The token itself stands in no file: who has the variable shows it, all others show none. */
const TOKEN_HEADER = {
  headers: { Authorization: `Bearer \${${TOKEN_VARIABLE}}` },
  allowedEnvVars: [TOKEN_VARIABLE],
};

/** Where an HTTP hook of ours points, and whether it shows a token; `null` for any other hook. */
export function readHttpHook(hook: unknown): { port: number; token: boolean } | null {
  if (typeof hook !== "object" || hook === null) return null;
  if (!("url" in hook) || typeof hook.url !== "string") return null;
  const match = /^http:\/\/127\.0\.0\.1:(\d+)\/hooks\/claude$/.exec(hook.url);
  return match === null ? null : { port: Number(match[1]), token: "headers" in hook };
}

/** Whether a hook in a settings file is one that this program put there. */
export function isOurHook(hook: unknown): boolean {
  if (typeof hook !== "object" || hook === null) return false;
  if ("url" in hook) return readHttpHook(hook) !== null;
  if ("args" in hook && Array.isArray(hook.args)) return hook.args.includes(SESSION_COMMAND);
  return "command" in hook && typeof hook.command === "string" &&
    hook.command.includes(` ${SESSION_COMMAND} `);
}

/** Seconds; the hook itself needs a few milliseconds. */
const SESSION_TIMEOUT = 10;

function sessionHook(target: HookTarget): Hook {
  const { port, program: [command = "", ...leading], windows = false } = target;
  if (!windows) {
    return { type: "command", command: sessionCommand(target), timeout: SESSION_TIMEOUT };
  }
  const args = [...leading, SESSION_COMMAND, "--port", `${port}`];
  return { type: "command", command, args, async: true, timeout: SESSION_TIMEOUT };
}

/**
 * The hook's shell command. It returns at once: the program goes on in the background, with the
 * hook's input, which a shell would otherwise take away from what runs there, and in a process
 * group of its own, so that it outlives the hook's.
 */
function sessionCommand({ port, program }: HookTarget): string {
  const words = [...program.map(quote), SESSION_COMMAND, "--port", `${port}`].join(" ");
  // Where there is no setsid, as on macOS, the shell's job control makes the group.
  const group = "_s=$(command -v setsid) || set -m 2>/dev/null";
  return `${group}; { $_s ${words} <&3 3<&- >/dev/null 2>&1 & } 3<&0`;
}
