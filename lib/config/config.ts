import { resolve } from "@std/path";
import { parsePort } from "../ports/range.ts";
import { parseSize } from "../store/size.ts";
import { UserError } from "../user_error.ts";
import { ensurePrivateFolder, readIfThere, writeFileAtomically } from "../instance/home/files.ts";
import { checkNotify } from "./check_notify.ts";
import type { Environment, StatePaths } from "../instance/home/paths.ts";

/** Events are kept for a hundred years at most. */
export const MOST_DAYS = 36_500;

/** A store that may take less would be empty most of the time. */
export const LEAST_BYTES = 10 * 1024 ** 2;

/** A setting: an option of `start` that can be given once for all. */
export interface SettingSpec {
  /** As in `config.json`; the option is the same with dashes. */
  readonly key: string;
  readonly variable: string;
  /** What holds when nobody says otherwise, in words. */
  readonly default: string;
  /**
   * Checks a value and gives the form in which it is kept.
   *
   * @throws {UserError} when it makes no sense
   */
  readonly check: (value: string) => string;
}

/** All settings, in the order in which they are listed. */
export const SETTINGS: readonly SettingSpec[] = [
  setting("port", "the first usable one of the range", checkPort),
  setting("host", "localhost", (value) => value),
  setting("dashboard", "on", checkSwitch),
  setting("dashboard_port", "the second of the range, or the next usable one", checkPort),
  setting("store", "one for each port in the state folder", (value) => resolve(value)),
  setting("reclaim", "on", checkSwitch),
  setting("keep_days", "30", checkDays),
  setting("keep_size", "2 GiB", checkSize),
  setting("redact", "on", checkSwitch),
  setting("notify", "nobody", checkNotify),
  setting("require_token", "off", checkSwitch),
  setting("allow_host", "none", (value) => value),
  setting("allow_origin", "none", (value) => value),
];

/** A setting that somebody has given. */
export interface GivenSetting {
  readonly value: string;
  readonly source: "variable" | "file";
}

/** Settings that were given, by key. A variable beats the file. */
export type GivenSettings = ReadonlyMap<string, GivenSetting>;

/**
 * Reads all settings that the environment and the file give. Creates nothing.
 *
 * @throws {UserError} when one of them makes no sense
 */
export async function readConfig(paths: StatePaths, env: Environment): Promise<GivenSettings> {
  const file = await readConfigFile(paths);
  const given = new Map<string, GivenSetting>();
  for (const spec of SETTINGS) {
    const variable = env(spec.variable);
    const kept = file.get(spec.key);
    if (variable) given.set(spec.key, { value: spec.check(variable), source: "variable" });
    else if (kept !== undefined) given.set(spec.key, { value: spec.check(kept), source: "file" });
  }
  return given;
}

/** Keeps a setting in the file; `null` takes it out. */
export async function writeSetting(
  paths: StatePaths,
  { key, check }: SettingSpec,
  value: string | null,
): Promise<void> {
  const file = await readConfigFile(paths);
  if (value === null) file.delete(key);
  else file.set(key, check(value));
  await ensurePrivateFolder(paths.home);
  const document = { schema_version: 1, ...Object.fromEntries(file) };
  await writeFileAtomically(paths.config, JSON.stringify(document, null, 2) + "\n");
}

/**
 * Finds a setting by its key; dashes are as good as underscores.
 *
 * @throws {UserError} when there is none of this name
 */
export function findSetting(name: string): SettingSpec {
  const found = SETTINGS.find(({ key }) => key === name.replaceAll("-", "_"));
  if (found !== undefined) return found;
  throw new UserError(`Unknown setting "${name}"`, {
    code: "usage",
    hint: `Settings are ${SETTINGS.map(({ key }) => key).join(", ")}`,
  });
}

async function readConfigFile(paths: StatePaths): Promise<Map<string, string>> {
  const text = await readIfThere(paths.config);
  if (text === null) return new Map();
  const value = parseObject(text);
  if (value === null) {
    throw new UserError(`Cannot read the settings in ${paths.config}`, {
      code: "failed",
      reason: "It is no JSON object",
      hint: "Repair it, or remove it to begin anew",
    });
  }
  return new Map(
    SETTINGS.flatMap(({ key }) => {
      const kept = value[key];
      return typeof kept === "string" ? [[key, kept]] : [];
    }),
  );
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value as Record<string, unknown> : null;
  } catch {
    return null;
  }
}

function setting(
  key: string,
  defaultText: string,
  check: (value: string, key: string) => string,
): SettingSpec {
  return {
    key,
    variable: `MPM_MONITOR_${key.toUpperCase()}`,
    default: defaultText,
    check: (value) => check(value, key),
  };
}

function checkPort(value: string, key: string): string {
  return String(parsePort(value, `the setting "${key}"`));
}

function checkDays(value: string, key: string): string {
  if (/^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= MOST_DAYS) return value;
  throw new UserError(`Invalid value "${value}" for the setting "${key}"`, {
    code: "usage",
    hint: `Use a whole number of days from 1 to ${MOST_DAYS}`,
  });
}

function checkSize(value: string, key: string): string {
  if ((parseSize(value) ?? 0) >= LEAST_BYTES) return value;
  throw new UserError(`Invalid value "${value}" for the setting "${key}"`, {
    code: "usage",
    hint: "Use a size such as 500MB or 2GiB, of 10 MB at least",
  });
}

function checkSwitch(value: string, key: string): string {
  if (/^(on|true|yes|1)$/i.test(value)) return "on";
  if (/^(off|false|no|0)$/i.test(value)) return "off";
  throw new UserError(`Invalid value "${value}" for the setting "${key}"`, {
    code: "usage",
    hint: "Use on or off",
  });
}
