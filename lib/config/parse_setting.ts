import { UserError } from "../user_error.ts";
import type { Kind } from "./setting.ts";

/**
 * Reads the text of a setting.
 *
 * @param name where it was given, such as `--port`
 * @throws {UserError} when it makes no sense
 */
export function parseSetting<Value>(kind: Kind<Value>, text: string, name: string): Value {
  const value = kind.parse(text);
  if (value !== undefined) return value;
  throw new UserError(`Invalid ${kind.noun ?? "value"} "${text}" for ${name}`, {
    code: "usage",
    hint: `Use ${kind.form}`,
  });
}
