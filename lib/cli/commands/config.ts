import type { GivenSettings } from "../../config/given.ts";
import { findSetting } from "../../config/parse_config.ts";
import { variableOf } from "../../config/setting.ts";
import { ALL_SETTINGS } from "../../config/settings.ts";
import { readConfig, writeSetting } from "../../instance/home/config_file.ts";
import { inspectInstances } from "../../instance/inspect.ts";
import type { StatePaths } from "../../instance/home/paths.ts";
import { UserError } from "../../user_error.ts";
import type { Command, CommandResult } from "../core/command.ts";
import { readSettings } from "../core/settings.ts";

/** `config`: settings that hold for every start. */
export const config: Command = {
  name: "config",
  summary: "Show or change the settings that every start uses",
  usage: "[list | get KEY | set KEY VALUE | unset KEY | path]",
  args: { min: 0, max: 3 },
  options: [],
  examples: [
    "mpm-monitor config",
    "mpm-monitor config set port 8770",
    "mpm-monitor config get port",
    "mpm-monitor config unset port",
  ],
  async run({ args, note }) {
    const { paths } = readSettings();
    const [action = "list", key, value] = args;
    const env = (name: string) => Deno.env.get(name);
    if (action === "list" && args.length <= 1) return listView(await readConfig(paths, env));
    if (action === "path" && args.length === 1) {
      return { text: paths.config, json: { path: paths.config } };
    }
    if (action === "get" && key !== undefined && args.length === 2) {
      return getView(key, await readConfig(paths, env));
    }
    if (action === "set" && key !== undefined && value !== undefined) {
      const changed = await change(paths, key, value);
      await tellRunning(paths, note);
      return changed;
    }
    if (action === "unset" && key !== undefined && args.length === 2) {
      const changed = await change(paths, key, null);
      await tellRunning(paths, note);
      return changed;
    }
    throw new UserError(`Cannot understand "config ${args.join(" ")}"`, {
      code: "usage",
      hint: `Write it as 'mpm-monitor config ${this.usage}'`,
    });
  },
};

/** A restart asks for what its server was started with, and not for the settings of today. */
async function tellRunning(paths: StatePaths, note: (line: string) => void): Promise<void> {
  const { instances } = await inspectInstances(paths);
  if (instances.every(({ state }) => state === "stale")) return;
  note("It holds from the next start on. A server that runs keeps its own, over restarts too:");
  note("  mpm-monitor stop && mpm-monitor start");
}

function listView(settings: GivenSettings): CommandResult {
  const rows = ALL_SETTINGS.map((entry) => {
    const given = settings.get(entry.key);
    const variable = variableOf(entry);
    return {
      key: entry.key,
      value: given?.value ?? null,
      source: given?.source === "variable" ? variable : given?.source ?? "default",
      variable,
      default: entry.fallback,
    };
  });
  const width = Math.max(...rows.map(({ key }) => key.length));
  return {
    text: rows.map(({ key, value, source, default: fallback }) =>
      `${key.padEnd(width)}  ${value ?? `(${fallback})`}${
        source === "default" ? "" : `  from ${source}`
      }`
    ).join("\n"),
    json: { settings: rows },
  };
}

function getView(name: string, settings: GivenSettings): CommandResult {
  const { key, fallback } = findSetting(name);
  const value = settings.get(key)?.value ?? null;
  return { text: value ?? `(${fallback})`, json: { key, value } };
}

async function change(
  paths: StatePaths,
  name: string,
  value: string | null,
): Promise<CommandResult> {
  const entry = findSetting(name);
  const kept = await writeSetting(paths, entry, value);
  return {
    text: kept === null ? `${entry.key} is back at its default` : `${entry.key} = ${kept}`,
    json: { key: entry.key, value: kept },
  };
}
