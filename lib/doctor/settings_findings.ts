import { chooseSettings } from "../config/choose.ts";
import { parseConfig } from "../config/parse_config.ts";
import { parseSetting } from "../config/parse_setting.ts";
import { type Setting, variableOf } from "../config/setting.ts";
import { ALL_SETTINGS } from "../config/settings.ts";
import type { GivenSetting } from "../config/given.ts";
import type { Environment } from "../instance/home/paths.ts";
import { chooseToken } from "../instance/home/token.ts";
import { DEFAULT_HOST } from "../instance/home/host.ts";
import { parseRange, RANGE_VARIABLE } from "../ports/range.ts";
import { UserError } from "../user_error.ts";
import type { Finding } from "./finding.ts";

/** Where settings come from. */
export interface SettingsSources {
  /** Text of the configuration file; `null` where there is none. */
  readonly text: string | null;
  /** Its path. */
  readonly path: string;
  readonly env: Environment;
}

/** Reads every setting that the file and the environment give, and tells each that fails a start. */
export function settingsFindings({ text, path, env }: SettingsSources): Finding[] {
  const findings: Finding[] = [];
  const attempt = <Value>(read: () => Value): Value | null => {
    try {
      return read();
    } catch (error) {
      findings.push(findingOf(error));
      return null;
    }
  };
  attempt(() => parseRange(env(RANGE_VARIABLE)));
  const given = new Map<string, GivenSetting>();
  const read = (entry: Setting, value: string, where: string, source: GivenSetting["source"]) => {
    attempt(() => parseSetting(entry.kind, value, where));
    given.set(entry.key, { value, source });
  };
  for (const [key, value] of settingsIn(text, path, attempt)) {
    const entry = ALL_SETTINGS.find((each) => each.key === key);
    if (entry !== undefined) read(entry, value, `the setting "${key}" in ${path}`, "file");
  }
  for (const entry of ALL_SETTINGS) {
    const name = variableOf(entry);
    const value = env(name);
    if (value) read(entry, value, `the variable ${name}`, "variable");
  }
  // How they go together can be known only where each of them makes sense.
  if (findings.length === 0) {
    const choices = attempt(() => chooseSettings({}, given));
    if (choices !== null) {
      attempt(() => chooseToken({ host: DEFAULT_HOST, ...choices.server }, env));
    }
  }
  if (findings.length > 0) return findings;
  const where = text === null ? "" : ` of ${path}`;
  return [{ check: "settings", state: "ok", message: `The settings${where} make sense` }];
}

/** One key after the other, so that the first that is wrong does not hide the others. */
function settingsIn(
  text: string | null,
  path: string,
  attempt: <Value>(read: () => Value) => Value | null,
): Map<string, string> {
  const found = new Map<string, string>();
  if (text === null) return found;
  const document = readObject(text);
  const parts = document === null
    ? [text]
    : Object.entries(document).map((pair) => JSON.stringify(Object.fromEntries([pair])));
  for (const part of parts) {
    for (const [key, value] of attempt(() => parseConfig(part, path)) ?? []) found.set(key, value);
  }
  return found;
}

function readObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? value as Record<string, unknown> : null;
  } catch {
    return null;
  }
}

function findingOf(error: unknown): Finding {
  if (!(error instanceof UserError)) throw error;
  const { message, reason, hint } = error;
  return {
    check: "settings",
    state: "error",
    message: reason === undefined ? message : `${message}: ${reason}`,
    ...(hint === undefined ? {} : { advice: hint }),
  };
}
