import { parseEndpoint } from "./address.ts";
import type { Listener } from "./types.ts";

/** `lsof`, on macOS and many Linux systems. Shows no sockets of other users to ordinary ones. */
export const LSOF = {
  program: "lsof",
  args: ["-w", "-nP", "-iTCP", "-sTCP:LISTEN", "-F0pcLn"],
} as const;

/**
 * Reads what {@linkcode LSOF} prints: fields that each begin with a letter and end with a zero byte,
 * so that no name can be taken for another field.
 *
 * @returns `null` when it is something else
 */
export function parseLsof(text: string): Listener[] | null {
  const fields = parseFields(text);
  if (fields === null) return null;
  const found = new Map<string, Listener>();
  for (const { pid, name } of fields) {
    const endpoint = parseEndpoint(name);
    // A process may hold one socket under several descriptors.
    if (endpoint !== null) found.set(`${pid} ${name}`, { ...endpoint, pid });
  }
  return [...found.values()];
}

/** Arguments of `lsof` that tell the working directories of processes. */
export function lsofCwdArgs(pids: readonly number[]): string[] {
  return ["-w", "-a", "-d", "cwd", "-p", pids.join(","), "-F0pn"];
}

/** Reads working directories by PID. */
export function parseLsofCwd(text: string): Map<number, string> {
  return new Map((parseFields(text) ?? []).map(({ pid, name }) => [pid, name]));
}

/** @returns the names by process; `null` when the text has another form */
function parseFields(text: string): { readonly pid: number; readonly name: string }[] | null {
  const found: { pid: number; name: string }[] = [];
  let pid: number | null = null;
  for (const field of text.split("\0")) {
    // Sets of fields are lines as well.
    const [kind = "", value] = [field.replace(/^\n/, "").charAt(0), field.replace(/^\n?./s, "")];
    if (kind === "") continue;
    if (kind === "p" && /^\d+$/.test(value)) pid = Number(value);
    else if (pid === null) return null;
    else if (kind === "n") found.push({ pid, name: value });
  }
  return found;
}
