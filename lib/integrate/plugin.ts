/** The Claude Code plugin, as settings tell of it. Pure. */
import { isJsonObject, objectIn } from "../events/json.ts";
import type { SettingsSource } from "./sources.ts";

/** Name of the plugin, of its marketplace, and of the program that its hooks call. */
export const PLUGIN_NAME = "mpm-monitor";

/**
 * The settings file that enables the plugin; `null` where none does. The first file that names a
 * plugin has the say.
 *
 * @param sources all files that count, those that win over others first
 */
export function pluginSource(sources: readonly SettingsSource[]): SettingsSource | null {
  const decided = new Set<string>();
  for (const source of sources) {
    for (const [id, enabled] of Object.entries(enabledIn(source.text))) {
      if (id.split("@")[0] !== PLUGIN_NAME || decided.has(id)) continue;
      decided.add(id);
      // Some releases write a list of versions here, which enables it as well.
      if (enabled !== false && enabled !== null) return source;
    }
  }
  return null;
}

function enabledIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    return isJsonObject(value) ? objectIn(value, "enabledPlugins") : {};
  } catch {
    return {};
  }
}
