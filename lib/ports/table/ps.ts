/** What `ps` tells of a process. */
export interface PsRow {
  readonly pid: number;
  readonly ppid: number;
  readonly uid: number;
  readonly user: string;
  readonly argv: readonly string[];
}

/** Arguments of `ps` that tell about some processes. */
export function psArgs(pids: readonly number[]): string[] {
  return ["-ww", "-o", "pid=,ppid=,uid=,user=,args=", "-p", pids.join(",")];
}

/** Reads what `ps` prints with {@linkcode psArgs}. */
export function parsePs(text: string): PsRow[] {
  return Array.from(
    text.matchAll(/^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S.*?)\s*$/gm),
    ([, pid, ppid, uid, user = "", command = ""]) => ({
      pid: Number(pid),
      ppid: Number(ppid),
      uid: Number(uid),
      user,
      argv: command.split(/\s+/),
    }),
  );
}
