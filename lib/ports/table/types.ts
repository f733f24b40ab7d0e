/** One listening socket. */
export interface Listener {
  /** `127.0.0.1`, `::1`, `0.0.0.0`, `::` or another address of this machine. */
  readonly address: string;
  readonly port: number;
  /** `null` where the system does not tell, as for processes of other users. */
  readonly pid: number | null;
}

/** What is known of a process. */
export interface ProcessInfo {
  readonly pid: number;
  readonly ppid: number | null;
  /** Name of its user, where it can be known. */
  readonly user: string | null;
  /** Whether it runs as the same user as we do; `null` where it cannot be known. */
  readonly own: boolean | null;
  /** Its arguments, exact on Linux, elsewhere the command line cut at its spaces. */
  readonly argv: readonly string[];
  /** Its working directory, where it can be known. */
  readonly cwd: string | null;
  /** When it began, as `lib/ports/process_start.ts` reads it; `null` where it cannot be known. */
  readonly start: string | null;
}

/** Which processes listen on which ports. */
export interface PortTable {
  readonly listeners: readonly Listener[];
  readonly processes: ReadonlyMap<number, ProcessInfo>;
  /** Why the table may be incomplete; empty when all went well. */
  readonly problems: readonly string[];
}
