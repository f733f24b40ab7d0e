import { variableOf } from "../config/setting.ts";
import { ALL_SETTINGS } from "../config/settings.ts";
import type { Environment } from "../instance/home/paths.ts";
import { RANGE_VARIABLE } from "../ports/range.ts";

/** What a server reads of the environment beside its settings. */
const OTHERS = [
  RANGE_VARIABLE,
  "MPM_MONITOR_TOKEN",
  "MPM_MONITOR_NOTIFY_SECRET",
  "CLAUDE_CONFIG_DIR",
];

/** The variables of this session that a service needs, too: a login has none of them. */
export function keptVariables(env: Environment): Readonly<Record<string, string>> {
  const names = [...ALL_SETTINGS.map(variableOf), ...OTHERS];
  return Object.fromEntries(names.flatMap((name) => {
    const value = env(name);
    return value ? [[name, value]] : [];
  }));
}
