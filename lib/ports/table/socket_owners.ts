import type { RunTool } from "./run_tool.ts";

/** PIDs by the inode of a socket that they hold. */
export type SocketOwners = ReadonlyMap<string, readonly number[]>;

/** Descriptors of all processes that may be seen; the shell completes it. */
const EVERYBODY = "/proc/[0-9]*/fd";

/** Where to look. */
export interface OwnersOptions {
  readonly run: RunTool;
  /** Of this process only; of all of them unless said. */
  readonly pid?: number;
}

/**
 * Tells which processes hold some sockets, by the descriptors in `/proc`. Names of files are never
 * printed, and what matches is the whole target of a link: a file cannot pass for a socket.
 *
 * @param inodes of the sockets
 * @returns `null` where no tool tells
 */
export async function readSocketOwners(
  inodes: readonly string[],
  { run, pid }: OwnersOptions,
): Promise<SocketOwners | null> {
  if (inodes.length === 0) return new Map();
  const folders = pid === undefined ? EVERYBODY : `/proc/${pid}/fd`;
  for (const { script, parse } of [byFind(folders, inodes), byStat(folders)]) {
    const output = await run("sh", ["-c", script]);
    const owners = output.kind === "output" ? parse(output.text) : null;
    if (owners !== null) return new Map([...owners].filter(([inode]) => inodes.includes(inode)));
  }
  return null;
}

interface Way {
  readonly script: string;
  /** `null` when the tool did not do what it was asked to. */
  readonly parse: (text: string) => SocketOwners | null;
}

/** `find` of GNU and BSD; it follows no link, so that a file on a dead server hangs nobody. */
function byFind(folders: string, inodes: readonly string[]): Way {
  const wanted = inodes.map((inode) => `-lname 'socket:\\[${inode}\\]'`).join(" -o ");
  return {
    script: `exec find /proc/self/exe ${folders} -maxdepth 1 ` +
      `\\( -path /proc/self/exe -print \\) -o \\( \\( ${wanted} \\) -printf '%p %l\\n' \\)`,
    parse: (text) =>
      /^\/proc\/self\/exe$/m.test(text)
        ? ownersIn(text, /^\/proc\/(\d+)\/fd\/\d+ socket:\[(\d+)\]$/gm)
        : null,
  };
}

/** `stat` of busybox, whose `find` does not know the targets of links. */
function byStat(folders: string): Way {
  return {
    script: `exec stat -L -c '%n %i %F' /proc/self/stat ${folders}/*`,
    parse: (text) =>
      /^\/proc\/self\/stat \d+ /m.test(text)
        ? ownersIn(text, /^\/proc\/(\d+)\/fd\/\d+ (\d+) socket$/gm)
        : null,
  };
}

function ownersIn(text: string, line: RegExp): SocketOwners {
  const owners = new Map<string, number[]>();
  for (const [, pid, inode = ""] of text.matchAll(line)) {
    const known = owners.get(inode) ?? [];
    if (!known.includes(Number(pid))) owners.set(inode, [...known, Number(pid)]);
  }
  return owners;
}
