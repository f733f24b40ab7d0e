import { UserError } from "../../user_error.ts";
import type { OptionValues } from "./command.ts";

/** Which numbers an option takes. */
export interface NumberBounds {
  /** Included. */
  readonly low: number;
  /** Included. */
  readonly high: number;
  /** Whether it must have no fraction. */
  readonly whole?: boolean;
}

/**
 * Reads an option that holds a number; `undefined` when it was not given.
 *
 * @throws {UserError} when it is none, or out of bounds
 */
export function numberOption(
  options: OptionValues,
  name: string,
  bounds: NumberBounds,
): number | undefined {
  const text = options[name];
  if (typeof text !== "string") return undefined;
  const { low, high, whole = false } = bounds;
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (number >= low && number <= high && (!whole || Number.isInteger(number))) return number;
  const kind = whole ? "whole number" : "number";
  throw new UserError(`Option --${name} needs a ${kind} from ${low} to ${high}: got "${text}"`, {
    code: "usage",
    hint: `Try '--${name} ${Math.max(low, 1)}'`,
  });
}
