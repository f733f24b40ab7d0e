import { USAGE_GROUPS } from "../../contract/usage.ts";
import { askUsage } from "../core/ask_usage.ts";
import { chooseInstance } from "../core/choose_instance.ts";
import type { Command } from "../core/command.ts";
import { numberOption } from "../core/number_option.ts";
import { portOption, readSettings, textOption } from "../core/settings.ts";
import { terminalWidth } from "../core/terminal_width.ts";
import { usageView } from "../views/usage_view.ts";

const DEFAULT_DAYS = 30;

/** `usage`: tokens, cost and limits. */
export const usage: Command = {
  name: "usage",
  summary: "Show tokens, cost and the limits of your plan",
  options: [
    {
      name: "by",
      value: "GROUPS",
      choices: USAGE_GROUPS,
      summary: `One to three of ${USAGE_GROUPS.join(", ")}; day unless given`,
    },
    {
      name: "days",
      value: "N",
      summary: `So many local days, the last one is today; ${DEFAULT_DAYS} unless given`,
    },
    { name: "all", summary: "All days, and what was used before anybody watched" },
    { name: "project", value: "FOLDER", summary: "Only of this project: its folder, or its name" },
    { name: "session", value: "ID", summary: "Only of this session" },
    { name: "port", value: "PORT", summary: "Server to ask; the first unless given" },
  ],
  examples: [
    "mpm-monitor usage",
    "mpm-monitor usage --by day,model --days 7",
    "mpm-monitor usage --by session --project shop",
  ],
  async run({ options }) {
    const all = options["all"] === true;
    const days = numberOption(options, "days", { low: 1, high: 999, whole: true }) ?? DEFAULT_DAYS;
    const { record } = await chooseInstance(readSettings().paths, portOption(options, "port"));
    const asked = {
      by: textOption(options, "by") ?? "day",
      days: all ? undefined : `${days}`,
      project: textOption(options, "project"),
      session: textOption(options, "session"),
    };
    return usageView(await askUsage(record, asked), {
      days: all ? null : days,
      now: Date.now(),
      width: terminalWidth(Infinity),
      only: onlyWords(asked),
    });
  },
};

function onlyWords(
  { project, session }: { project: string | undefined; session: string | undefined },
): string | undefined {
  const words = [
    ...(session === undefined ? [] : [`session "${session}"`]),
    ...(project === undefined ? [] : [`project "${project}"`]),
  ];
  return words.length === 0 ? undefined : words.join(" of ");
}
