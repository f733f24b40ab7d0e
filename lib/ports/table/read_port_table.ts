import { LSOF, parseLsof } from "./lsof.ts";
import {
  NETSTAT_LINUX,
  NETSTAT_WINDOWS,
  NETSTAT_WINDOWS_6,
  parseNetstatLinux,
  parseNetstatWindows,
} from "./netstat.ts";
import { describeProcesses } from "./describe.ts";
import { joinHolders, parseProcNet, parseSocketHolders } from "./proc_net.ts";
import { outputOf, type RunTool, runTool, TOOL_TIMEOUT } from "./run_tool.ts";
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
  const all = await readListeners(os, run, problems);
  const listeners = all.filter(({ port }) => ports.includes(port));
  const pids = [...new Set(listeners.flatMap(({ pid }) => pid === null ? [] : [pid]))];
  return { listeners, processes: await describeProcesses(pids, { os, run }), problems };
}

/** A tool that lists listening sockets. */
interface ListTool {
  readonly program: string;
  readonly args: readonly string[];
  readonly parse: (text: string) => Listener[];
}

const UNIX_TOOLS: readonly ListTool[] = [
  { ...SS, parse: parseSs },
  { ...LSOF, parse: parseLsof },
  { ...NETSTAT_LINUX, parse: parseNetstatLinux },
];

async function readListeners(
  os: typeof Deno.build.os,
  run: RunTool,
  problems: string[],
): Promise<Listener[]> {
  if (os === "windows") return await readOnWindows(run, problems);
  const tools = os === "linux"
    ? UNIX_TOOLS
    : UNIX_TOOLS.filter(({ program }) => program === "lsof");
  for (const { program, args, parse } of tools) {
    const output = await run(program, args);
    if (output.kind === "output") return parse(output.text);
    if (output.kind === "late") problems.push(lateProblem(program));
  }
  if (os === "linux") {
    const found = await readFromProc(run);
    if (found !== null) return found;
  }
  problems.push(`No tool on this system tells who listens: install one of ${names(tools)}`);
  return [];
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

async function readFromProc(run: RunTool): Promise<Listener[] | null> {
  const sockets = await run("cat", ["/proc/net/tcp", "/proc/net/tcp6"]);
  if (sockets.kind !== "output" || sockets.text === "") return null;
  const pids = (await outputOf(run, "ls", ["/proc"])).split(/\s+/).filter((name) =>
    /^\d+$/.test(name)
  );
  const folders = pids.map((pid) => `/proc/${pid}/fd`);
  const holders = parseSocketHolders(await outputOf(run, "ls", ["-l", ...folders]));
  return joinHolders(parseProcNet(sockets.text), holders);
}

function lateProblem(program: string): string {
  return `${program} did not answer within ${TOOL_TIMEOUT / 1000} s`;
}

function names(tools: readonly ListTool[]): string {
  return tools.map(({ program }) => program).join(", ");
}
