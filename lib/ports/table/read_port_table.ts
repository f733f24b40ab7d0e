import { LSOF, parseLsof } from "./lsof.ts";
import {
  NETSTAT_LINUX,
  NETSTAT_WINDOWS,
  NETSTAT_WINDOWS_6,
  parseNetstatLinux,
  parseNetstatWindows,
} from "./netstat.ts";
import { describeProcesses } from "./describe.ts";
import { joinHolders, type KernelListener, parseProcNet } from "./proc_net.ts";
import { outputOf, type RunTool, runTool, TOOL_TIMEOUT } from "./run_tool.ts";
import { readSocketOwners } from "./socket_owners.ts";
import { parseSs, SS } from "./ss.ts";
import type { Listener, PortTable } from "./types.ts";

/** How {@linkcode readPortTable} reaches the system. */
export interface ReadTableOptions {
  readonly os?: typeof Deno.build.os;
  readonly run?: RunTool;
}

/** Reads who listens on some ports. One read serves a whole range. */
export async function readPortTable(
  ports: readonly number[],
  { os = Deno.build.os, run = runTool }: ReadTableOptions = {},
): Promise<PortTable> {
  const problems: string[] = [];
  const all = await readListeners({ os, run, ports, problems });
  const listeners = all.filter(({ port }) => ports.includes(port));
  const pids = [...new Set(listeners.flatMap(({ pid }) => pid === null ? [] : [pid]))];
  return { listeners, processes: await describeProcesses(pids, { os, run }), problems };
}

/** A tool that lists listening sockets. */
interface ListTool {
  readonly program: string;
  readonly args: readonly string[];
  /** `null` when the tool did not understand what it was asked. */
  readonly parse: (text: string) => Listener[] | null;
  /** Exit codes that are no failure. */
  readonly codes: readonly number[];
}

const UNIX_TOOLS: readonly ListTool[] = [
  { ...SS, parse: parseSs, codes: [0] },
  // It ends with 1 when it has found nothing.
  { ...LSOF, parse: parseLsof, codes: [0, 1] },
  { ...NETSTAT_LINUX, parse: parseNetstatLinux, codes: [0] },
];

interface Reading {
  readonly os: typeof Deno.build.os;
  readonly run: RunTool;
  readonly ports: readonly number[];
  readonly problems: string[];
}

async function readListeners(reading: Reading): Promise<readonly Listener[]> {
  const { os, run, problems } = reading;
  if (os === "windows") return await readOnWindows(run, problems);
  const sockets = os === "linux" ? await readSockets(reading) : null;
  const owned = sockets === null ? null : await joinOwners(sockets, run);
  if (owned !== null) return owned;
  const tools = os === "linux"
    ? UNIX_TOOLS
    : UNIX_TOOLS.filter(({ program }) => program === "lsof");
  for (const { program, args, parse, codes } of tools) {
    const output = await run(program, args);
    if (output.kind === "late") problems.push(lateProblem(program));
    if (output.kind !== "output" || !codes.includes(output.code)) continue;
    const listeners = parse(output.text);
    if (listeners !== null) return listeners;
  }
  problems.push(`No tool on this system tells who listens: install one of ${names(tools)}`);
  return sockets?.map(({ address, port }) => ({ address, port, pid: null })) ?? [];
}

async function readOnWindows(run: RunTool, problems: string[]): Promise<Listener[]> {
  const outputs = await Promise.all(
    [NETSTAT_WINDOWS, NETSTAT_WINDOWS_6].map(({ program, args }) => run(program, args)),
  );
  return outputs.flatMap((output) => {
    if (output.kind === "output") return parseNetstatWindows(output.text);
    problems.push(output.kind === "late" ? lateProblem("netstat") : "netstat is missing");
    return [];
  });
}

/** The sockets that the kernel lists on some ports; `null` where it does not tell. */
async function readSockets({ run, ports }: Reading): Promise<KernelListener[] | null> {
  const tables = await outputOf(run, "cat", ["/proc/net/tcp", "/proc/net/tcp6"]);
  return parseProcNet(tables)?.filter(({ port }) => ports.includes(port)) ?? null;
}

async function joinOwners(
  sockets: readonly KernelListener[],
  run: RunTool,
): Promise<Listener[] | null> {
  const owners = await readSocketOwners(sockets.map(({ inode }) => inode), { run });
  return owners === null ? null : joinHolders(sockets, owners);
}

function lateProblem(program: string): string {
  return `${program} did not answer within ${TOOL_TIMEOUT / 1000} s`;
}

function names(tools: readonly ListTool[]): string {
  return tools.map(({ program }) => program).join(", ");
}
