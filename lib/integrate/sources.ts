import { join } from "@std/path/join";
import { readText } from "./files.ts";
import { placesOf, type Scope, SCOPES, type Surroundings } from "./places.ts";

/** One settings file that Claude Code reads. */
export interface SettingsSource {
  readonly path: string;
  /** `managed` files are the organisation's. */
  readonly scope: Scope | "managed";
  readonly text: string;
}

/** The settings files that count in a folder and are there, those that win over others first. */
export async function readSources(
  surroundings: Surroundings,
  managed: readonly string[] = managedFiles(Deno.build.os),
): Promise<readonly SettingsSource[]> {
  const own = SCOPES.toReversed().map((scope) => ({
    scope,
    path: placesOf(scope, surroundings).settings,
  }));
  const all = [...managed.map((path) => ({ scope: "managed" as const, path })), ...own];
  const found = await Promise.all(all.map(async (source) => {
    // What may not be read here cannot be judged here.
    const text = await readText(source.path).catch(() => null);
    return text === null ? [] : [{ ...source, text }];
  }));
  return found.flat();
}

/** Where an organisation puts its settings. */
function managedFiles(os: typeof Deno.build.os): readonly string[] {
  const name = "managed-settings.json";
  switch (os) {
    case "windows":
      return [join("C:\\Program Files\\ClaudeCode", name)];
    case "darwin":
      return [join("/Library/Application Support/ClaudeCode", name)];
    default:
      return [join("/etc/claude-code", name)];
  }
}
