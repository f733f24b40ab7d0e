/** One input of a hook that waits in the spool. */
export interface WaitingFile {
  readonly name: string;
  /** When the hook ran: ms since 1970, UTC. */
  readonly time: number;
  /** When the file was written, by the file system's clock; never changed, so it identifies. */
  readonly written: number;
  /** Bytes. */
  readonly size: number;
  /** PID of the Claude Code that ran the hook. */
  readonly claudePid: number;
  /** PID of the hook itself: systems count up, so it tells which of two began first. */
  readonly hookPid: number;
}

/** The processes that a file's name tells; `null` for a name that no hook would choose. */
export function readFileName(name: string): Pick<WaitingFile, "claudePid" | "hookPid"> | null {
  const match = /^(\d{1,10})\.(\d{1,10})(?:\.1)*$/.exec(name);
  return match === null ? null : { claudePid: Number(match[1]), hookPid: Number(match[2]) };
}
