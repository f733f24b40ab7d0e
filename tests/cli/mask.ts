import type { PortRange } from "../support/ports.ts";

/**
 * Replaces what differs from run to run by the words of a golden text: the ports of the private
 * range by `PORT`, `PORT+1`…, process ids by `PID`, times by `TIME` and durations by `AGE`.
 */
export function mask(text: string, range: PortRange): string {
  return text
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, "TIME")
    .replace(/\b(?:\d+[dhm] )*\d+[smhd]\b/g, "AGE")
    .replace(/\b\d{5}\b/g, (digits) => portName(Number(digits), range))
    .replace(/(Process ID: |Process |process |PID )\d+/g, "$1PID")
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:N");
}

function portName(port: number, { first, last }: PortRange): string {
  if (port < first || port > last) return String(port);
  return port === first ? "PORT" : `PORT+${port - first}`;
}
