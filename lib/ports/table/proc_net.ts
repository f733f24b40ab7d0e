import type { Listener } from "./types.ts";

/**
 * A bare Linux without any of the tools still has `/proc`. Deno itself may not read it, `cat` and
 * `ls` may.
 */

/** A listening socket as the kernel lists it. */
export interface KernelListener {
  readonly address: string;
  readonly port: number;
  readonly inode: string;
}

/** Reads `/proc/net/tcp` and `/proc/net/tcp6`, one after the other. */
export function parseProcNet(text: string): KernelListener[] {
  return text.split("\n").flatMap((line) => {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
    const match = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/.exec(local ?? "");
    if (match === null || state !== LISTEN || inode === undefined) return [];
    const [, hex = "", port = ""] = match;
    return [{ address: addressOf(hex), port: parseInt(port, 16), inode }];
  });
}

/** Reads `ls -l /proc/1/fd /proc/2/fd …` and tells which sockets each process holds, by inode. */
export function parseSocketHolders(text: string): Map<string, number[]> {
  const holders = new Map<string, number[]>();
  let pid: number | null = null;
  for (const line of text.split("\n")) {
    const folder = /^\/proc\/(\d+)\/fd:$/.exec(line)?.[1];
    if (folder !== undefined) pid = Number(folder);
    const inode = / -> socket:\[(\d+)\]$/.exec(line)?.[1];
    if (inode === undefined || pid === null) continue;
    const known = holders.get(inode) ?? [];
    if (!known.includes(pid)) holders.set(inode, [...known, pid]);
  }
  return holders;
}

/** Joins sockets and their holders. */
export function joinHolders(
  sockets: readonly KernelListener[],
  holders: ReadonlyMap<string, readonly number[]>,
): Listener[] {
  return sockets.flatMap(({ address, port, inode }): Listener[] => {
    const pids = holders.get(inode) ?? [null];
    return pids.map((pid) => ({ address, port, pid }));
  });
}

/** State of a listening socket in the kernel's table. */
const LISTEN = "0A";

/** The kernel prints addresses as 32-bit words in the machine's byte order: little-endian here. */
function addressOf(hex: string): string {
  const words = hex.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => (word.match(/../g) ?? []).reverse());
  const numbers = bytes.map((byte) => parseInt(byte, 16));
  if (numbers.length === 4) return numbers.join(".");
  if (bytes.slice(0, 12).join("") === "0".repeat(20) + "FFFF") return numbers.slice(12).join(".");
  if (numbers.every((byte) => byte === 0)) return "::";
  if (numbers.slice(0, 15).every((byte) => byte === 0) && numbers[15] === 1) return "::1";
  return (bytes.join("").toLowerCase().match(/.{4}/g) ?? []).join(":");
}
