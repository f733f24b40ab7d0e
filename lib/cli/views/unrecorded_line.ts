import type { Unrecorded } from "../../instance/find_unrecorded.ts";

/** Says who answers on a port that no usable record names, and what ends it. */
export function unrecordedLine({ port, answer }: Unrecorded): string {
  return `Port ${port}: an mpm-monitor without a record here answers (PID ${answer.pid}); ` +
    `'mpm-monitor stop --port ${port} --force' ends it, if it is yours`;
}
