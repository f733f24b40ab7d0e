import type { GivenSetting, GivenSettings } from "../../config/given.ts";
import { mustBeOwnFolder } from "../../files/trusted.ts";
import { ensurePrivateFolder, readIfThere, writeFileAtomically } from "./files.ts";
import type { Environment, StatePaths } from "./paths.ts";
import { parseConfig } from "../../config/parse_config.ts";
import { parseSetting } from "../../config/parse_setting.ts";
import { type Setting, variableOf } from "../../config/setting.ts";
import { ALL_SETTINGS } from "../../config/settings.ts";

/**
 * Reads all settings that the environment and the file give. Creates nothing.
 *
 * @throws {UserError} when one of them makes no sense
 */
export async function readConfig(paths: StatePaths, env: Environment): Promise<GivenSettings> {
  const file = await readConfigFile(paths);
  const given = new Map<string, GivenSetting>();
  for (const entry of ALL_SETTINGS) {
    const variable = env(variableOf(entry));
    const kept = file.get(entry.key);
    if (variable) {
      const value = normalise(entry, variable, `the variable ${variableOf(entry)}`);
      given.set(entry.key, { value, source: "variable" });
    } else if (kept !== undefined) {
      const value = normalise(entry, kept, `the setting "${entry.key}" in ${paths.config}`);
      given.set(entry.key, { value, source: "file" });
    }
  }
  return given;
}

/**
 * Keeps a setting in the file; `null` takes it out.
 *
 * @returns the value in the form in which it is kept
 * @throws {UserError} when the value makes no sense, or the file cannot be read
 */
export async function writeSetting(
  paths: StatePaths,
  entry: Setting,
  text: string | null,
): Promise<string | null> {
  const value = text === null ? null : normalise(entry, text, `the setting "${entry.key}"`);
  const file = new Map(await readConfigFile(paths));
  if (value === null) file.delete(entry.key);
  else file.set(entry.key, value);
  await ensurePrivateFolder(paths.home);
  const document = { schema_version: 1, ...Object.fromEntries(file) };
  await writeFileAtomically(paths.config, JSON.stringify(document, null, 2) + "\n");
  return value;
}

async function readConfigFile(paths: StatePaths): Promise<ReadonlyMap<string, string>> {
  mustBeOwnFolder(paths.home);
  const text = await readIfThere(paths.config);
  return text === null ? new Map() : parseConfig(text, paths.config);
}

function normalise({ kind }: Setting, text: string, name: string): string {
  return kind.format(parseSetting(kind, text, name));
}
