import { type RunTool, runTool } from "./table/run_tool.ts";

/**
 * When processes began. A PID alone says little, since systems reuse it; with the start time it
 * names one process for good.
 */

/** Start times by PID, in the system's own words. A process that has ended is not in it. */
export type ProcessStarts = ReadonlyMap<number, string>;

/** Reads start times; `null` where the system does not tell in time. */
export type ReadProcessStarts = (pids: readonly number[]) => Promise<ProcessStarts | null>;

/** What became of a process. `unknown` is no reason to do anything to it. */
export type ProcessStatus = "there" | "gone" | "unknown";

/**
 * Tells what became of the process that began at a recorded time.
 *
 * @param starts what the system says now
 */
export function processStatusOf(
  { pid, start }: { readonly pid: number; readonly start: string },
  starts: ProcessStarts | null,
): ProcessStatus {
  if (starts === null) return "unknown";
  const seen = starts.get(pid);
  if (seen === undefined) return "gone";
  if (isSameStart(start, seen)) return "there";
  // Times of different kinds, as after a change of the system's tools, cannot be compared.
  return kindOf(start) === kindOf(seen) ? "gone" : "unknown";
}

function kindOf(start: string): string {
  return start.slice(0, start.indexOf(":"));
}

/** Whether two start times, of the same PID, are those of the same process. */
export function isSameStart(recorded: string, seen: string): boolean {
  if (recorded === seen) return true;
  const [one, other] = [recorded, seen].map((text) => /^seconds:(\d+)$/.exec(text)?.[1]);
  if (one === undefined || other === undefined) return false;
  return Math.abs(Number(one) - Number(other)) <= 2;
}

/** How {@linkcode readProcessStarts} reaches the system. */
export interface ReadStartsOptions {
  readonly os?: typeof Deno.build.os;
  readonly run?: RunTool;
}

/** Reads start times with the tools of this system; `null` when none of them answers in time. */
export async function readProcessStarts(
  pids: readonly number[],
  { os = Deno.build.os, run = runTool }: ReadStartsOptions = {},
): Promise<ProcessStarts | null> {
  if (pids.length === 0) return new Map();
  if (os === "windows") {
    const output = await run("powershell", powerShellArgs(pids));
    return output.kind === "output" ? parsePowerShellStarts(output.text) : null;
  }
  if (os === "linux") {
    const files = ["/proc/sys/kernel/random/boot_id", ...pids.map((pid) => `/proc/${pid}/stat`)];
    const output = await run("cat", files);
    const starts = output.kind === "output" ? parseProcStats(output.text) : null;
    if (starts !== null) return starts;
  }
  const columns = ["-o", "pid=", "-o", "stat=", "-o", "lstart="];
  const output = await run("ps", [...columns, "-p", pids.join(",")]);
  return output.kind === "output" ? parsePsStarts(output.text) : null;
}

function powerShellArgs(pids: readonly number[]): string[] {
  const script = `Get-Process -Id ${pids.join(",")} -ErrorAction SilentlyContinue | ` +
    'ForEach-Object { "$($_.Id) $($_.StartTime.ToFileTimeUtc())" }';
  return ["-NoProfile", "-NonInteractive", "-Command", script];
}

/**
 * Reads a boot id followed by the content of `/proc/PID/stat` files. The start time counts from the
 * boot, so that it means nothing without the boot's id.
 *
 * @returns `null` when there is no boot id
 */
export function parseProcStats(text: string): ProcessStarts | null {
  const bootId = /^([0-9a-f-]{36})\n/.exec(text)?.[1];
  if (bootId === undefined) return null;
  const starts = new Map<number, string>();
  // The name in parentheses is the process's own choice and may hold spaces, ")" and newlines.
  const stat = /^(\d+) \([\s\S]{0,64}?\) ([A-Za-z]) ((?:-?\d+ ){18,}-?\d+)$/gm;
  for (const match of text.matchAll(stat)) {
    const [, pid, state, rest] = match;
    const ticks = rest?.split(" ")[18];
    if (ticks !== undefined && !hasEnded(state)) starts.set(Number(pid), `boot:${bootId}:${ticks}`);
  }
  return starts;
}

/** Reads the output of `ps -o pid= -o stat= -o lstart=`, run with LC_ALL=C and TZ=UTC. */
export function parsePsStarts(text: string): ProcessStarts {
  const starts = new Map<number, string>();
  for (const match of text.matchAll(/^\s*(\d+)\s+(\S+)\s+(\S.*?)\s*$/gm)) {
    const [, pid, state, started] = match;
    const time = Date.parse(`${started} UTC`);
    if (Number.isNaN(time) || hasEnded(state)) continue;
    starts.set(Number(pid), `seconds:${Math.floor(time / 1000)}`);
  }
  return starts;
}

/** Reads lines of a PID and a Windows file time. */
export function parsePowerShellStarts(text: string): ProcessStarts {
  const lines = text.matchAll(/^(\d+) (\d+)\s*$/gm);
  return new Map(Array.from(lines, ([, pid, time]) => [Number(pid), `filetime:${time}`]));
}

/** A zombie has ended: only its parent has not noticed yet. */
function hasEnded(state: string | undefined): boolean {
  return state === undefined || /^[ZXx]/.test(state);
}
