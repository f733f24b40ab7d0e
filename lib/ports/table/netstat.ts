import { parseEndpoint } from "./address.ts";
import type { Listener } from "./types.ts";

/** `netstat` of net-tools or busybox, on Linux. */
export const NETSTAT_LINUX = { program: "netstat", args: ["-ltnp"] } as const;

/** `netstat` of Windows. */
export const NETSTAT_WINDOWS = { program: "netstat", args: ["-ano", "-p", "TCP"] } as const;

/** The same for IPv6, which Windows lists apart. */
export const NETSTAT_WINDOWS_6 = { program: "netstat", args: ["-ano", "-p", "TCPv6"] } as const;

/**
 * Reads what {@linkcode NETSTAT_LINUX} prints; the last column is `PID/name`, or `-`.
 *
 * @returns `null` when it is something else
 */
export function parseNetstatLinux(text: string): Listener[] | null {
  if (!/^Proto\s+Recv-Q\s/m.test(text)) return null;
  return text.split("\n").flatMap((line) => {
    const [protocol, , , local, , state, owner] = line.trim().split(/\s+/);
    if (!protocol?.startsWith("tcp") || state !== "LISTEN" || local === undefined) return [];
    const endpoint = parseEndpoint(local);
    const pid = /^(\d+)\//.exec(owner ?? "")?.[1];
    return endpoint === null ? [] : [{ ...endpoint, pid: pid === undefined ? null : Number(pid) }];
  });
}

/**
 * Reads what {@linkcode NETSTAT_WINDOWS} prints. The word for the state is in the system's
 * language, so that a listener is recognised by its foreign address, which is `0.0.0.0:0` or `[::]:0`.
 */
export function parseNetstatWindows(text: string): Listener[] {
  return text.split("\n").flatMap((line) => {
    const columns = line.trim().split(/\s+/);
    const [protocol, local, foreign] = columns;
    const listens = foreign === "0.0.0.0:0" || foreign === "[::]:0";
    if (protocol !== "TCP" || !listens || local === undefined) return [];
    const endpoint = parseEndpoint(local);
    const pid = Number(columns.at(-1));
    return endpoint === null || !Number.isInteger(pid) ? [] : [{ ...endpoint, pid }];
  });
}
