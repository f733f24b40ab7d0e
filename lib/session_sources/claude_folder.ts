import { join } from "@std/path/join";

/**
 * Claude Code's own folder of this user, by the variables that Claude Code itself goes by; `null`
 * where there is no home.
 *
 * @param variable reads one environment variable
 */
export function claudeFolder(variable: (name: string) => string | undefined): string | null {
  const own = variable("CLAUDE_CONFIG_DIR");
  if (own !== undefined && own !== "") return own;
  const home = variable("HOME") ?? variable("USERPROFILE");
  return home === undefined || home === "" ? null : join(home, ".claude");
}
