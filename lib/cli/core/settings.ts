import type { GivenSettings } from "../../config/given.ts";
import { readConfig } from "../../instance/home/config_file.ts";
import { type StatePaths, statePaths } from "../../instance/home/paths.ts";
import { parsePort, parseRange, type PortRange, RANGE_VARIABLE } from "../../ports/range.ts";
import type { OptionValues } from "./command.ts";

/** What the environment says about where to look. */
export interface Settings {
  readonly paths: StatePaths;
  readonly range: PortRange;
}

/**
 * Reads the settings of this run.
 *
 * @throws {UserError} when one of them makes no sense
 */
export function readSettings(): Settings {
  const env = (name: string) => Deno.env.get(name);
  return { paths: statePaths(env), range: parseRange(env(RANGE_VARIABLE)) };
}

/** Reads the settings that hold for every start. */
export function readOwnConfig(): Promise<GivenSettings> {
  return readConfig(readSettings().paths, (name) => Deno.env.get(name));
}

/**
 * Reads an option that holds a port; `undefined` when it was not given.
 *
 * @throws {UserError} when it is no port
 */
export function portOption(options: OptionValues, name: string): number | undefined {
  const text = options[name];
  return typeof text === "string" ? parsePort(text, `--${name}`) : undefined;
}

/** Reads an option that holds a text; `undefined` when it was not given. */
export function textOption(options: OptionValues, name: string): string | undefined {
  const text = options[name];
  return typeof text === "string" ? text : undefined;
}
