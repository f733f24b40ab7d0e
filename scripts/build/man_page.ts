import type { Command, OptionSpec } from "../../lib/cli/core/command.ts";
import { GLOBAL_OPTIONS } from "../../lib/cli/core/parse.ts";
import { type Setting, variableOf } from "../../lib/config/setting.ts";
import { PROJECT_URL } from "../../lib/release/layout.ts";

/** What the manual page is made from. */
export interface ManSources {
  readonly version: string;
  /** Day of the release, UTC. */
  readonly date: Date;
  /** Those that `--help` lists, in its order. */
  readonly commands: readonly Command[];
  readonly settings: readonly Setting[];
  /** Markdown of `docs/commands.md`: the exit codes. */
  readonly commandsPage: string;
  /** Markdown of `docs/processes.md`: the files of the state folder. */
  readonly processesPage: string;
}

/** The manual page, mpm-monitor(1), in the macros of man(7). */
export function manPage(sources: ManSources): string {
  const { version, date, commands, settings, commandsPage, processesPage } = sources;
  const day = date.toISOString().slice(0, 10);
  return [
    `.TH MPM\\-MONITOR 1 ${day} "mpm\\-monitor ${version}" "User Commands"`,
    ".SH NAME",
    "mpm\\-monitor \\- watch what Claude MPM and Claude Code agents do",
    ".SH SYNOPSIS",
    ".B mpm\\-monitor",
    ".RI [ command ]",
    ".RI [ options ]",
    ".SH DESCRIPTION",
    line(
      "mpm-monitor takes the events of Claude Code and Claude MPM, keeps them on your disk, and " +
        "shows them live in the browser and in the terminal: who works, who waits for you, what " +
        "failed, and what it cost. It is one server on your own machine.",
    ),
    ".PP",
    line(
      "Without a command, a person on a terminal who has no server is asked whether to start one; " +
        "everybody else gets the status.",
    ),
    ".SH COMMANDS",
    ...commands.flatMap(commandLines),
    ".SH OPTIONS",
    "Every command takes these.",
    ...GLOBAL_OPTIONS.flatMap(optionLines),
    ".SH SETTINGS",
    line(
      "An option beats a variable, and a variable beats the file config.json in the state folder, " +
        "which 'mpm-monitor config set' writes.",
    ),
    ...settings.flatMap((setting) => [
      ".TP",
      `.B ${text(setting.key)}`,
      line(`${variableOf(setting)}; ${setting.fallback} unless given.`),
    ]),
    ".SH ENVIRONMENT",
    "The variables of the settings above, and these.",
    ...VARIABLES.flatMap(([name, about]) => [".TP", `.B ${text(name)}`, line(about)]),
    ".SH FILES",
    line("All are in the state folder, $MPM_MONITOR_HOME or ~/.claude-mpm/monitor."),
    ...tableRows(processesPage, "file").flatMap(([file = "", about = ""]) => [
      ".TP",
      `.I ${text(file)}`,
      line(about),
    ]),
    '.SH "EXIT STATUS"',
    ...tableRows(commandsPage, "exit code").flatMap(([code = "", , about = ""]) => [
      ".TP",
      `.B ${code}`,
      line(about),
    ]),
    ".SH EXAMPLES",
    ".EX",
    ...commands.flatMap(({ examples }) => examples.slice(0, 1)).map(line),
    ".EE",
    '.SH "SEE ALSO"',
    line(`All about it, and where to report what is wrong: ${PROJECT_URL}`),
    "",
  ].join("\n");
}

const VARIABLES = [
  ["MPM_MONITOR_HOME", "The state folder."],
  ["MPM_MONITOR_PORT_RANGE", "Ports that a server may take, such as 8765-8785."],
  ["MPM_MONITOR_TOKEN", "The token that readers show, in place of one that is made up."],
  ["MPM_MONITOR_NOTIFY_SECRET", "Signs notifications by POST."],
  ["MPM_MONITOR_BASE_URL", "Where upgrade gets releases from."],
  ["NO_COLOR", "Prints without colors."],
] as const;

function commandLines({ name, usage, summary, options }: Command): string[] {
  const synopsis = usage === undefined ? name : `${name} ${usage}`;
  return [
    `.SS "${text(synopsis).replaceAll('"', "\\(dq")}"`,
    line(`${summary}.`),
    ...options.flatMap(optionLines),
  ];
}

function optionLines({ name, short, value, summary, choices }: OptionSpec): string[] {
  const letter = short === undefined ? "" : `\\fB\\-${short}\\fR, `;
  const argument = value === undefined ? "" : ` \\fI${text(value)}\\fR`;
  const known = choices === undefined || summary.includes(choices[0] ?? "")
    ? ""
    : ` One of ${choices.join(", ")}.`;
  return [".TP", `${letter}\\fB${text(`--${name}`)}\\fR${argument}`, line(`${summary}.${known}`)];
}

/** The rows of the table whose first heading this is, without Markdown. */
function tableRows(page: string, heading: string): string[][] {
  const lines = page.split("\n");
  const begin = lines.findIndex((each) => new RegExp(`^\\| ${heading} +\\|`).test(each));
  if (begin < 0) throw new Error(`No table of "${heading}"`);
  const rows = lines.slice(begin + 2);
  return rows.slice(0, rows.findIndex((each) => !each.startsWith("|"))).map((row) =>
    row.slice(1, -1).split("|").map((cell) =>
      cell.trim().replaceAll("`", "").replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    )
  );
}

/** A line of text: what would be a request of roff is none. */
function line(words: string): string {
  return text(words).replace(/^(?=[.'])/, "\\&");
}

function text(words: string): string {
  return words
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("'", "\\(aq")
    .replaceAll("`", "\\(ga")
    .replaceAll("^", "\\(ha")
    .replaceAll("~", "\\(ti")
    .replaceAll("–", "\\(en")
    .replaceAll("…", "...");
}
