import { parseProcStatuses } from "./table/proc_status.ts";
import { outputOf, type RunTool, runTool } from "./table/run_tool.ts";

/** How {@linkcode readAncestors} reaches the system. */
export interface AncestorOptions {
  readonly os?: typeof Deno.build.os;
  readonly run?: RunTool;
  readonly pid?: number;
}

/** This process and all that it descends from, nearest first. */
export async function readAncestors(options: AncestorOptions = {}): Promise<number[]> {
  const { os = Deno.build.os, run = runTool, pid = Deno.pid } = options;
  const parentOf = os === "linux" ? procParent(run) : tableParent(await readParents(os, run));
  const chain = [pid];
  for (let at = await parentOf(pid); at !== undefined && at > 0; at = await parentOf(at)) {
    if (chain.includes(at)) break;
    chain.push(at);
  }
  return chain;
}

type ParentOf = (pid: number) => Promise<number | undefined>;

function procParent(run: RunTool): ParentOf {
  return async (pid) => {
    const statuses = parseProcStatuses(await outputOf(run, "cat", [`/proc/${pid}/status`]));
    return statuses.get(pid)?.ppid;
  };
}

function tableParent(parents: ReadonlyMap<number, number>): ParentOf {
  return (pid) => Promise.resolve(parents.get(pid));
}

async function readParents(
  os: typeof Deno.build.os,
  run: RunTool,
): Promise<Map<number, number>> {
  const text = os === "windows"
    ? await outputOf(run, "powershell", [
      "-NoProfile",
      "-NonInteractive",
      "-Command",
      'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId)" }',
    ])
    : await outputOf(run, "ps", ["-axo", "pid=,ppid="]);
  return parseParents(text);
}

/** Reads lines of a PID and its parent's. */
export function parseParents(text: string): Map<number, number> {
  const lines = text.matchAll(/^\s*(\d+)\s+(\d+)\s*$/gm);
  return new Map(Array.from(lines, ([, pid, parent]) => [Number(pid), Number(parent)]));
}
