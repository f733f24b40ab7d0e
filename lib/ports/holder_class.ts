import { classifyProcess, type ProcessClass } from "./classify.ts";
import type { PortHolder } from "./holders.ts";
import type { ProcessInfo } from "./table/types.ts";

/** What a port's holder is to us. */
export type HolderClass =
  /** A recorded instance that runs. */
  | "monitor"
  /** The second port of one. */
  | "dashboard"
  /** One of our servers without a record in this state folder. */
  | "orphan"
  /** Claude MPM's own monitor. */
  | "upstream"
  | "debug-script"
  | "foreign";

/** A recorded instance, as far as its ports go. */
export interface KnownInstance {
  readonly pid: number;
  readonly port: number;
  readonly dashboard_port: number | null;
}

/** What is known beside the process table. */
export interface HolderKnowledge {
  /** Instances whose process is there. */
  readonly instances: readonly KnownInstance[];
  /** Whether the port answers as a server of ours. */
  readonly answersAsOurs: boolean;
  /** What a process is by itself; known by its command line alone unless said. */
  readonly classify?: (process: ProcessInfo) => ProcessClass;
}

/** Tells what a port's holder is to us. With a process that nobody can see, it is a stranger. */
export function classOfHolder(holder: PortHolder, known: HolderKnowledge): HolderClass {
  const { port, processes, hidden } = holder;
  const belongsTo = ({ pid }: KnownInstance) => processes.some((each) => each.pid === pid);
  const own = known.instances.filter(belongsTo);
  if (own.some((instance) => instance.port === port)) return "monitor";
  if (own.some((instance) => instance.dashboard_port === port)) return "dashboard";
  if (known.answersAsOurs) return "orphan";
  if (hidden || processes.length === 0) return "foreign";
  const { classify = classifyProcess } = known;
  const classes = processes.map(classify);
  if (classes.every((each) => each === "debug-script")) return "debug-script";
  return classes.every((each) => each === "upstream") ? "upstream" : "foreign";
}

/** A class in words, as it completes "Port 8765 is held by …". */
export function classInWords(holderClass: HolderClass): string {
  switch (holderClass) {
    case "monitor":
      return "a monitor of yours";
    case "dashboard":
      return "a dashboard of yours";
    case "orphan":
      return "an mpm-monitor of another state folder";
    case "upstream":
      return "Claude MPM's own monitor";
    case "debug-script":
      return "a Claude MPM debug script";
    case "foreign":
      return "another program";
  }
}
