import { UserError } from "../user_error.ts";
import { nearestWord } from "./nearest_word.ts";
import type { Setting } from "./setting.ts";
import { ALL_SETTINGS } from "./settings.ts";

/** Version of the file that this program writes; newer ones may mean something else. */
const CONFIG_VERSION = 1;

/**
 * Reads the text of the configuration file: settings by key, each still as its text.
 *
 * @param path of the file, for errors
 * @throws {UserError} when anything in it would be ignored: an unknown key, a value that is no text
 */
export function parseConfig(text: string, path: string): ReadonlyMap<string, string> {
  const value = parseObject(text, path);
  const { schema_version: version = CONFIG_VERSION, ...rest } = value;
  if (version !== CONFIG_VERSION) {
    throw unusable(path, `Its schema_version is ${show(version)}, and not ${CONFIG_VERSION}`);
  }
  return new Map(Object.entries(rest).map(([key, given]) => [key, textOf(key, given, path)]));
}

/**
 * Finds a setting by its key; dashes are as good as underscores.
 *
 * @param where the name was found, such as ` in config.json`; for the error
 * @throws {UserError} when there is none of this name
 */
export function findSetting(name: string, where = ""): Setting {
  const found = ALL_SETTINGS.find(({ key }) => key === name.replaceAll("-", "_"));
  if (found !== undefined) return found;
  const keys = ALL_SETTINGS.map(({ key }) => key);
  const near = nearestWord(name.replaceAll("-", "_"), keys);
  throw new UserError(`Unknown setting "${name}"${where}`, {
    code: "usage",
    ...(near === null ? {} : { reason: `Did you mean "${near}"?` }),
    hint: `Settings are ${keys.join(", ")}`,
  });
}

function textOf(key: string, value: unknown, path: string): string {
  const entry = findSetting(key, ` in ${path}`);
  if (typeof value === "string") return value;
  const meant = typeof value === "boolean" ? (value ? "on" : "off") : String(value);
  const fits = typeof value !== "object" && entry.kind.parse(meant) !== undefined;
  throw new UserError(`Invalid value ${show(value)} for the setting "${key}" in ${path}`, {
    code: "usage",
    reason: "Values are texts, in quotes",
    hint: fits ? `Write it as "${key}": "${meant}"` : `Use ${entry.kind.form}, in quotes`,
  });
}

function parseObject(text: string, path: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unusable(path, `It is no JSON: ${error instanceof Error ? error.message : error}`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw unusable(path, `It is ${show(value)}, and no JSON object`);
}

function unusable(path: string, reason: string): UserError {
  return new UserError(`Cannot read the settings in ${path}`, {
    code: "failed",
    reason,
    hint: 'Repair it, or remove it to begin anew; it looks like { "port": "8770" }',
  });
}

/** A value in an error, cut where it is long. */
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}
