import { ALL_SETTINGS } from "../../config/settings.ts";
import type { Choices } from "../../config/choose.ts";
import type { StartRequest } from "../../instance/launch/start.ts";
import type { CommandContext, OptionSpec } from "../core/command.ts";
import { readSettings } from "../core/settings.ts";

const SETTING_OPTIONS: readonly OptionSpec[] = ALL_SETTINGS.flatMap(({ options }) => options)
  .map(asOption);

const FORCE: OptionSpec = {
  name: "force",
  summary: "End the program that holds the port (use with caution)",
};

/** Options of `start`: those of all settings, and those that are about the start itself. */
export const START_OPTIONS: readonly OptionSpec[] = [
  ...SETTING_OPTIONS,
  { name: "background", summary: "Run as a daemon (default)" },
  { name: "foreground", summary: "Run in this terminal until Ctrl-C" },
  FORCE,
  { name: "ensure", summary: "Do nothing if a healthy server is already running" },
];

/** Options of `restart`: what is not given stays as it was. */
export const RESTART_OPTIONS: readonly OptionSpec[] = [
  ...ALL_SETTINGS.filter(({ restart }) => restart).flatMap(({ options }) => options)
    .map(asOption).map(asBefore),
  FORCE,
];

/** Options of `port`, which restarts or starts. */
export const PORT_OPTIONS: readonly OptionSpec[] = [
  ...SETTING_OPTIONS.filter(({ name }) => name === "host" || name === "no-reclaim"),
  FORCE,
];

/** Reads all that a start needs beside what the server is to be. */
export function readStartContext(
  { options, note }: CommandContext,
  { start }: Choices,
): Omit<StartRequest, "options" | "mode"> {
  return {
    ...readSettings(),
    force: options["force"] === true,
    reclaim: start.reclaim !== false,
    note,
  };
}

/** An option of a setting as the parser and the help take it. */
function asOption(option: OptionSpec): OptionSpec {
  const { name, summary, value } = option;
  return { name, summary, ...(value === undefined ? {} : { value }) };
}

function asBefore(option: OptionSpec): OptionSpec {
  if (option.name === "port") {
    return { ...option, summary: "Server to restart; the only one moves to another PORT" };
  }
  const summary = option.summary.replace(/\(default: .*\)$/, "(default: as before)");
  return { ...option, summary };
}
