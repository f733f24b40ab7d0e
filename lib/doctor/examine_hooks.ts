import { join } from "@std/path/join";
import { findRelease } from "../integrate/find_release.ts";
import { readHooks, type WrittenParts } from "../integrate/integration.ts";
import type { Release } from "../integrate/kinds.ts";
import { type Obstacle, obstaclesFor } from "../integrate/obstacles.ts";
import { PLUGIN_NAME, pluginSource } from "../integrate/plugin.ts";
import { readSources } from "../integrate/sources.ts";
import type { Environment, StatePaths } from "../instance/home/paths.ts";
import { HOOK_SCRIPT_NAME } from "../spool/hook_script.ts";
import { readWaiting, type Waiting } from "../spool/waiting.ts";
import type { WrittenHooks } from "./token_findings.ts";

/** Our hooks in one settings file, and what keeps them from running. */
export interface ExaminedHooks extends WrittenHooks, WrittenParts {
  readonly obstacles: readonly Obstacle[];
}

/** What `doctor` looked at of Claude Code. */
export interface HooksCheckup {
  readonly written: readonly ExaminedHooks[];
  readonly waiting: readonly Waiting[];
  /** The settings file that enables the plugin, whose hooks are ours, too; `null` without it. */
  readonly plugin: string | null;
  /** Whether `mpm-monitor` is on the path, by which the plugin calls it. */
  readonly onPath: boolean;
  /** Whether the script that hooks read is in the state folder. */
  readonly script: boolean;
  /** The installed Claude Code; `null` where none is found. */
  readonly release: Release | null;
  readonly windows: boolean;
}

/** Looks at our hooks in all settings of Claude Code that count in this folder. */
export async function examineHooks(
  { home }: Pick<StatePaths, "home">,
  env: Environment,
): Promise<HooksCheckup> {
  const user = env("HOME") || env("USERPROFILE");
  const [sources, waiting, script] = await Promise.all([
    user === undefined ? [] : readSources({
      home: user,
      configFolder: env("CLAUDE_CONFIG_DIR"),
      project: Deno.cwd(),
    }),
    readWaiting(home),
    Deno.stat(join(home, HOOK_SCRIPT_NAME)).then(({ isFile }) => isFile, () => false),
  ]);
  const written = sources.flatMap(({ path, scope, text }): ExaminedHooks[] => {
    const hooks = readHooks(text);
    return hooks === null || scope === "managed"
      ? []
      : [{ ...hooks, path, scope, obstacles: obstaclesFor(sources, path) }];
  });
  const release = written.length === 0 || user === undefined ? null : await findRelease(user);
  const plugin = pluginSource(sources)?.path ?? null;
  const onPath = plugin !== null && await isOnPath(env("PATH") ?? "");
  return {
    written,
    plugin,
    onPath,
    waiting,
    script,
    release,
    windows: Deno.build.os === "windows",
  };
}

/** Claude Code may have another path, but most often it is started from where `doctor` is. */
async function isOnPath(path: string): Promise<boolean> {
  const windows = Deno.build.os === "windows";
  const names = windows ? ["exe", "cmd"].map((end) => `${PLUGIN_NAME}.${end}`) : [PLUGIN_NAME];
  const files = path.split(windows ? ";" : ":").filter((folder) => folder !== "")
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const found = await Promise.all(
    files.map((file) => Deno.stat(file).then(({ isFile }) => isFile, () => false)),
  );
  return found.includes(true);
}
