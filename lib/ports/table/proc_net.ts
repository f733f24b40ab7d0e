import type { Listener } from "./types.ts";

/**
 * The kernel's own tables of a Linux. No name that a process gives itself stands in them. Deno reads
 * `/proc` only with every permission; `cat` and `find` need none.
 */

/** A listening socket as the kernel lists it. */
export interface KernelListener {
  readonly address: string;
  readonly port: number;
  readonly inode: string;
}

/**
 * Reads `/proc/net/tcp` and `/proc/net/tcp6`, one after the other.
 *
 * @returns `null` when it is something else
 */
export function parseProcNet(text: string): KernelListener[] | null {
  if (!/^\s*sl\s+local_address\s/.test(text)) return null;
  return text.split("\n").flatMap((line) => {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
    const match = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/.exec(local ?? "");
    if (match === null || state !== LISTEN || inode === undefined) return [];
    const [, hex = "", port = ""] = match;
    return [{ address: addressOf(hex), port: parseInt(port, 16), inode }];
  });
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
