import { parseEndpoint } from "./address.ts";
import type { Listener } from "./types.ts";

/** `ss` of iproute2, on most Linux systems. */
export const SS = { program: "ss", args: ["-H", "-ltnp"] } as const;

/** Reads what {@linkcode SS} prints: state, queues, local and peer address, processes. */
export function parseSs(text: string): Listener[] {
  return text.split("\n").flatMap((line): Listener[] => {
    const [state, , , local, , ...rest] = line.trim().split(/\s+/);
    const endpoint = state === "LISTEN" && local !== undefined ? parseEndpoint(local) : null;
    if (endpoint === null) return [];
    const pids = Array.from(rest.join(" ").matchAll(/,pid=(\d+),/g), ([, pid]) => Number(pid));
    return pids.length === 0
      ? [{ ...endpoint, pid: null }]
      : [...new Set(pids)].map((pid) => ({ ...endpoint, pid }));
  });
}
