/** What `/proc/PID/status` tells of a process. */
export interface ProcStatus {
  readonly ppid: number;
  /** Real user id. */
  readonly uid: number;
}

/** Reads the content of several `/proc/PID/status` files, one after the other. */
export function parseProcStatuses(text: string): Map<number, ProcStatus> {
  const found = new Map<number, ProcStatus>();
  for (const block of text.split(/^Name:/m).slice(1)) {
    const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(block)?.[1]);
    const [pid, ppid, uid] = [field("Pid"), field("PPid"), field("Uid")];
    if ([pid, ppid, uid].every(Number.isInteger)) found.set(pid, { ppid, uid });
  }
  return found;
}

/** Reads `/proc/PID/cmdline`: arguments that each end with a zero byte. */
export function parseCmdline(text: string): string[] {
  const argv = text.split("\0");
  if (argv.at(-1) === "") argv.pop();
  return argv;
}
