import {
  findSetting,
  type GivenSettings,
  readConfig,
  SETTINGS,
  writeSetting,
} from "../../config/config.ts";
import { inspectInstances } from "../../instance/inspect.ts";
import type { StatePaths } from "../../instance/home/paths.ts";
import { UserError } from "../../user_error.ts";
import type { Command, CommandResult } from "../core/command.ts";
import { readSettings } from "../core/settings.ts";

/** `config`: settings that hold for every start. */
export const config: Command = {
  name: "config",
  summary: "Show or change the settings of every start",
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
  const rows = SETTINGS.map((spec) => {
    const given = settings.get(spec.key);
    const source = given?.source === "variable" ? spec.variable : given?.source ?? "default";
    return { ...spec, value: given?.value ?? null, source };
  });
  const width = Math.max(...rows.map(({ key }) => key.length));
  return {
    text: rows.map(({ key, value, source, default: fallback }) =>
      `${key.padEnd(width)}  ${value ?? `(${fallback})`}${
        source === "default" ? "" : `  from ${source}`
      }`
    ).join("\n"),
    json: {
      settings: rows.map(({ key, value, source, variable, default: fallback }) => ({
        key,
        value,
        source,
        variable,
        default: fallback,
      })),
    },
  };
}

function getView(name: string, settings: GivenSettings): CommandResult {
  const spec = findSetting(name);
  const value = settings.get(spec.key)?.value ?? null;
  return { text: value ?? `(${spec.default})`, json: { key: spec.key, value } };
}

async function change(
  paths: StatePaths,
  name: string,
  value: string | null,
): Promise<CommandResult> {
  const spec = findSetting(name);
  await writeSetting(paths, spec, value);
  const kept = value === null ? null : spec.check(value);
  return {
    text: kept === null ? `${spec.key} is back at its default` : `${spec.key} = ${kept}`,
    json: { key: spec.key, value: kept },
  };
}
