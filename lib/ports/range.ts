import { UserError } from "../user_error.ts";

/** Consecutive ports, both ends included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Where Claude MPM's own tools look for a monitor. */
export const DEFAULT_RANGE: PortRange = { first: 8765, last: 8785 };

/** Name of the variable that sets another range. */
export const RANGE_VARIABLE = "MPM_MONITOR_PORT_RANGE";

/**
 * Reads a range such as `8765-8785`.
 *
 * @param text the variable's value; absent or empty means {@linkcode DEFAULT_RANGE}
 * @throws {UserError} when it is no range
 */
export function parseRange(text: string | undefined): PortRange {
  if (text === undefined || text === "") return DEFAULT_RANGE;
  const match = /^(\d{1,5})-(\d{1,5})$/.exec(text.trim());
  const first = Number(match?.[1]);
  const last = Number(match?.[2]);
  if (match === null || first < 1 || last > 65_535 || first > last) {
    throw new UserError(`Invalid port range "${text}" in ${RANGE_VARIABLE}`, {
      code: "usage",
      hint: `Write it as LO-HI, such as ${formatRange(DEFAULT_RANGE)}`,
    });
  }
  return { first, last };
}

/** All ports of a range, ascending. */
export function portsOf(range: PortRange): number[] {
  return Array.from({ length: range.last - range.first + 1 }, (_, index) => range.first + index);
}

/** A range as people write it: `8765-8785`. */
export function formatRange(range: PortRange): string {
  return `${range.first}-${range.last}`;
}

/** Whether a value from outside is a port number. */
export function isPort(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65_535;
}

/** Reads a port number; `undefined` when the text is none. */
export function readPort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  return isPort(port) ? port : undefined;
}

/**
 * Reads a port number.
 *
 * @param name where it was given, such as `--port`
 * @throws {UserError} when it is none
 */
export function parsePort(text: string, name: string): number {
  const port = readPort(text);
  if (port !== undefined) return port;
  throw new UserError(`Invalid port "${text}" for ${name}`, {
    code: "usage",
    hint: "Use a number from 1 to 65535",
  });
}
