import { dirname } from "@std/path/dirname";
import { formatHost } from "../../../address.ts";
import type { StartOptions } from "../../../config/settings.ts";
import { readTargets } from "../../../notify/mod.ts";
import { isAnyAddress } from "../../home/host.ts";

/** What the permissions of a server depend on. */
export interface ServerNeeds {
  readonly options: Pick<StartOptions, "host" | "store" | "notify">;
  /** The state folder. */
  readonly home: string;
  /** All ports that it may come to listen on. */
  readonly ports: readonly number[];
  /** The folder of the program's own source. */
  readonly program: string;
  /** Claude Code's own folder, where there is one. */
  readonly claude: string | null;
  /** Other names of the folders above: what links among them lead to. */
  readonly real: (path: string) => string;
  /** Hosts on which other servers of this user listen, which it asks how they are. */
  readonly otherHosts: readonly string[];
  /** Tools that it runs, as full paths; those that are not on this machine are left out. */
  readonly tools: readonly string[];
}

/** Variables that a server and the libraries in it may read; of all others they see nothing. */
const VARIABLES = [
  "HOME",
  "USERPROFILE",
  "PATH",
  "MPM_MONITOR_NOTIFY_SECRET",
  "CLAUDE_CONFIG_DIR",
  // A notice on the desktop has to find it.
  "DBUS_SESSION_BUS_ADDRESS",
  "DISPLAY",
  "WAYLAND_DISPLAY",
  "XDG_RUNTIME_DIR",
] as const;

/**
 * Tools by which a server learns when processes began, and which repository a folder belongs to.
 * None of them can write or run anything.
 */
const READING_TOOLS = ["cat", "head", "ls", "ps"] as const;

/** The names of the tools that a server may run on this system. */
export function toolsOf(os: typeof Deno.build.os, notify: string | undefined): readonly string[] {
  const desktop = notify !== undefined && readTargets(notify).desktop;
  const notices = !desktop ? [] : os === "darwin" ? ["osascript"] : ["notify-send"];
  return [...READING_TOOLS, ...notices];
}

/**
 * The options by which Deno gives a server what it needs, and nothing else: in place of those of
 * the command line, which needs more.
 */
export function serverPermissions(needs: ServerNeeds): readonly string[] {
  const { options, home, program, claude, real, tools } = needs;
  const own = [home, ...options.store === undefined ? [] : [dirname(options.store)]];
  const store = options.store === undefined ? [] : [dirname(real(options.store))];
  const writable = withReal([...own, ...store], real);
  const readable = withReal([...own, ...store, program, ...claude === null ? [] : [claude]], real);
  const nameable = tools.filter((tool) => !tool.includes(","));
  return [
    "--no-prompt",
    allow("net", netOf(needs)),
    allow("read", readable),
    allow("write", writable),
    allow("env", VARIABLES),
    "--ignore-env",
    ...nameable.length === 0 ? [] : [allow("run", nameable)],
    allow("sys", ["hostname", "osRelease", "statfs", "uid"]),
  ];
}

/**
 * It listens on its own ports, and asks the other servers of this user, whose ports may be any, how
 * they are.
 */
function netOf({ options, ports, otherHosts }: ServerNeeds): readonly string[] {
  const { host, notify } = options;
  const hosts = ["127.0.0.1", "[::1]", "localhost", ...otherHosts.map(formatHost)];
  const listening = isAnyAddress(host)
    ? ports.map((port) => `${formatHost(host)}:${port}`)
    : [formatHost(host)];
  const url = notify === undefined ? null : readTargets(notify).url;
  return [...new Set([...hosts, ...listening, ...url === null ? [] : [placeOf(url)]])];
}

function placeOf(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
}

function withReal(paths: readonly string[], real: ServerNeeds["real"]): readonly string[] {
  return [...new Set(paths.flatMap((path) => [path, real(path)]))];
}

/** Deno has no way to name a path with a comma: then all paths are given. */
function allow(what: string, items: readonly string[]): string {
  const all = `--allow-${what}`;
  return items.some((item) => item.includes(",")) ? all : `${all}=${items.join(",")}`;
}
