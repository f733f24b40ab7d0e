import { parseProcNet } from "./table/proc_net.ts";
import { readPortTable } from "./table/read_port_table.ts";
import { outputOf, type RunTool, runTool } from "./table/run_tool.ts";
import { readSocketOwners } from "./table/socket_owners.ts";

/** How {@linkcode holdsPort} reaches the system. */
export interface HoldsOptions {
  readonly os?: typeof Deno.build.os;
  readonly run?: RunTool;
}

/**
 * Proves that a process listens on a port now. On Linux its own descriptors have to lead to a socket
 * that the kernel lists as listening there, in the network that the process lives in.
 *
 * @returns `null` where the system does not tell: then nothing is to be done to the process
 */
export async function holdsPort(
  pid: number,
  port: number,
  { os = Deno.build.os, run = runTool }: HoldsOptions = {},
): Promise<boolean | null> {
  if (os !== "linux") {
    const { listeners, problems } = await readPortTable([port], { os, run });
    if (listeners.some((each) => each.pid === pid)) return true;
    return problems.length > 0 || listeners.some((each) => each.pid === null) ? null : false;
  }
  const files = ["tcp", "tcp6"].map((name) => `/proc/${pid}/net/${name}`);
  const sockets = parseProcNet(await outputOf(run, "cat", files));
  if (sockets === null) return null;
  const inodes = sockets.filter((each) => each.port === port).map(({ inode }) => inode);
  const owners = await readSocketOwners(inodes, { run, pid });
  return owners === null ? null : owners.size > 0;
}
