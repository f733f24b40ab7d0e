import { parseEndpoint } from "./address.ts";
import type { Listener } from "./types.ts";

/** `lsof`, on macOS and many Linux systems. Shows no sockets of other users to ordinary ones. */
export const LSOF = {
  program: "lsof",
  args: ["-nP", "-iTCP", "-sTCP:LISTEN", "-Fpn"],
} as const;

/** Reads what {@linkcode LSOF} prints: one field a line, named by its first letter. */
export function parseLsof(text: string): Listener[] {
  const found = new Map<string, Listener>();
  let pid: number | null = null;
  for (const line of text.split("\n")) {
    const value = line.slice(1);
    if (line.startsWith("p")) pid = Number(value);
    const endpoint = line.startsWith("n") ? parseEndpoint(value) : null;
    // A process may hold one socket under several descriptors.
    if (endpoint !== null) found.set(`${pid} ${value}`, { ...endpoint, pid });
  }
  return [...found.values()];
}

/** Arguments of `lsof` that tell the working directories of processes. */
export function lsofCwdArgs(pids: readonly number[]): string[] {
  return ["-a", "-d", "cwd", "-p", pids.join(","), "-Fpn"];
}

/** Reads working directories by PID. */
export function parseLsofCwd(text: string): Map<number, string> {
  const folders = new Map<number, string>();
  let pid: number | null = null;
  for (const line of text.split("\n")) {
    if (line.startsWith("p")) pid = Number(line.slice(1));
    else if (line.startsWith("n") && pid !== null) folders.set(pid, line.slice(1));
  }
  return folders;
}
