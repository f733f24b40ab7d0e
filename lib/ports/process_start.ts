/**
 * When processes began. A PID alone says little, since systems reuse it; with the start time it
 * names one process for good.
 */

/** Start times by PID, in the system's own words. A process that has ended is not in it. */
export type ProcessStarts = ReadonlyMap<number, string>;

/** Reads the start times of the processes that are still there. */
export type ReadProcessStarts = (pids: readonly number[]) => Promise<ProcessStarts>;

/** Whether two start times, of the same PID, are those of the same process. */
export function isSameStart(recorded: string, seen: string): boolean {
  if (recorded === seen) return true;
  const [one, other] = [recorded, seen].map((text) => /^seconds:(\d+)$/.exec(text)?.[1]);
  if (one === undefined || other === undefined) return false;
  return Math.abs(Number(one) - Number(other)) <= 2;
}

/** Reads start times with the tools of this system. */
export const readProcessStarts: ReadProcessStarts = async (pids) => {
  if (pids.length === 0) return new Map();
  if (Deno.build.os === "windows") return await readByPowerShell(pids);
  if (Deno.build.os === "linux") {
    const starts = await readFromProc(pids);
    if (starts !== null) return starts;
  }
  return await readByPs(pids);
};

async function readFromProc(pids: readonly number[]): Promise<ProcessStarts | null> {
  const files = ["/proc/sys/kernel/random/boot_id", ...pids.map((pid) => `/proc/${pid}/stat`)];
  const output = await outputOf("cat", files);
  return output === null ? null : parseProcStats(output);
}

async function readByPs(pids: readonly number[]): Promise<ProcessStarts> {
  const list = pids.join(",");
  const output = await outputOf("ps", ["-o", "pid=", "-o", "stat=", "-o", "lstart=", "-p", list]);
  return parsePsStarts(output ?? "");
}

async function readByPowerShell(pids: readonly number[]): Promise<ProcessStarts> {
  const script = `Get-Process -Id ${pids.join(",")} -ErrorAction SilentlyContinue | ` +
    'ForEach-Object { "$($_.Id) $($_.StartTime.ToFileTimeUtc())" }';
  const output = await outputOf("powershell", ["-NoProfile", "-Command", script]);
  return parsePowerShellStarts(output ?? "");
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

async function outputOf(program: string, args: string[]): Promise<string | null> {
  try {
    const command = new Deno.Command(program, {
      args,
      env: { LC_ALL: "C", TZ: "UTC" },
      stdin: "null",
      stderr: "null",
    });
    // A missing PID makes these tools fail; what they print about the others is still right.
    return new TextDecoder().decode((await command.output()).stdout);
  } catch {
    return null;
  }
}
