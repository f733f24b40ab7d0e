import type { Listener, PortTable, ProcessInfo } from "./table/types.ts";

/** Who holds one port. */
export interface PortHolder {
  readonly port: number;
  /** The addresses that are listened on. */
  readonly addresses: readonly string[];
  readonly processes: readonly ProcessInfo[];
  /** Whether there is a socket whose process the system does not tell. */
  readonly hidden: boolean;
}

/** Sorts a table by port. Ports that nobody holds are not in it. */
export function holdersOf(table: PortTable): Map<number, PortHolder> {
  const byPort = Map.groupBy(table.listeners, ({ port }) => port);
  return new Map(Array.from(byPort, ([port, sockets]) => [port, holderOf(port, sockets, table)]));
}

function holderOf(port: number, sockets: readonly Listener[], table: PortTable): PortHolder {
  const pids = new Set(sockets.map(({ pid }) => pid));
  const processes = [...pids].flatMap((pid) =>
    pid === null ? [] : table.processes.get(pid) ?? unknownProcess(pid)
  );
  return {
    port,
    addresses: [...new Set(sockets.map(({ address }) => address))],
    processes,
    hidden: pids.has(null),
  };
}

/** A process that listens, but of which nothing more can be known. */
function unknownProcess(pid: number): ProcessInfo {
  return { pid, ppid: null, user: null, own: null, argv: [], cwd: null, start: null };
}

/** A process's command as people would type it, without the folders of the program. */
export function shortCommand({ argv }: ProcessInfo): string {
  const [program = "", ...args] = argv;
  const command = [program.split(/[/\\]/).at(-1), ...args].join(" ") || "a process";
  return command.length > MAX_SHOWN ? `${command.slice(0, MAX_SHOWN - 1)}…` : command;
}

/** Characters of a command that are shown to people. */
const MAX_SHOWN = 120;

/** Names a process for people: `python3 -m http.server 8765 (PID 4711, user ann)`. */
function describeProcess(info: ProcessInfo): string {
  const { pid, user } = info;
  return `${shortCommand(info)} (PID ${pid}${user === null ? "" : `, user ${user}`})`;
}

/** Names who holds a port, for people. */
export function describeHolder({ processes, hidden }: PortHolder): string {
  const named = processes.map(describeProcess);
  if (hidden || named.length === 0) named.push("a process that only its user or root may see");
  return named.join(" and ");
}
