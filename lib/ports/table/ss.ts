import { parseEndpoint } from "./address.ts";
import type { Listener } from "./types.ts";

/** `ss` of iproute2, on most Linux systems. */
export const SS = { program: "ss", args: ["-H", "-ltnp"] } as const;

/**
 * Reads what {@linkcode SS} prints: state, queues, local and peer address, processes.
 *
 * @returns `null` when it is something else
 */
export function parseSs(text: string): Listener[] | null {
  const found: Listener[] = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "" || /^State\s/.test(line)) continue;
    const match = /^LISTEN\s+\d+\s+\d+\s+(\S+)\s+\S+(?:\s+(\S.*?))?\s*$/.exec(line);
    const endpoint = parseEndpoint(match?.[1] ?? "");
    if (endpoint === null) return null;
    const pids = pidsOf(match?.[2] ?? "");
    if (pids.length === 0) found.push({ ...endpoint, pid: null });
    for (const pid of pids) found.push({ ...endpoint, pid });
  }
  return found;
}

const PROCESS = String.raw`\("([^"]*)",pid=(\d+),fd=\d+\)`;
const PROCESSES = new RegExp(`^users:\\(${PROCESS}(?:,${PROCESS})*\\)$`);

/**
 * The PIDs of the last column. Processes choose their own names, which stand in it as they are: a
 * column that does not have exactly the form that is meant tells nothing.
 */
function pidsOf(column: string): number[] {
  if (!PROCESSES.test(column)) return [];
  const found = Array.from(column.matchAll(new RegExp(PROCESS, "g")), ([, , pid]) => Number(pid));
  return [...new Set(found)];
}
