import { bold } from "@std/fmt/colors";
import type { Command, OptionSpec } from "./command.ts";
import { GLOBAL_OPTIONS } from "./parse.ts";

/** The help of the whole program. */
export function programHelp(commands: readonly Command[]): string {
  return [
    "Watch what Claude MPM and Claude Code agents do, live in the browser and the terminal",
    "",
    `${bold("Usage:")} mpm-monitor [monitor] <command> [options]`,
    "",
    bold("Commands:"),
    ...table(commands.map(({ name, args, usage, summary }) => [
      // Only what has to be given: all else is told by the command's own help.
      join(name, args !== undefined && args.min > 0 ? usage : undefined),
      summary,
    ])),
    "",
    bold("Options of every command:"),
    ...table(GLOBAL_OPTIONS.map(optionRow)),
    "",
    "See 'mpm-monitor <command> --help' for one command",
  ].join("\n");
}

/** The help of one command. */
export function commandHelp({ name, usage, summary, options, examples }: Command): string {
  const own = options.length === 0 ? [] : ["", bold("Options:"), ...table(options.map(optionRow))];
  return [
    summary,
    "",
    `${bold("Usage:")} ${join(`mpm-monitor ${name}`, usage)} [options]`,
    ...own,
    "",
    bold("Options of every command:"),
    ...table(GLOBAL_OPTIONS.map(optionRow)),
    "",
    bold("Examples:"),
    ...examples.map((example) => `  ${example}`),
  ].join("\n");
}

function optionRow({ name, short, value, summary }: OptionSpec): [string, string] {
  const letter = short === undefined ? "    " : `-${short}, `;
  return [join(`${letter}--${name}`, value), summary];
}

function join(first: string, second: string | undefined): string {
  return second === undefined ? first : `${first} ${second}`;
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
