import { bold } from "@std/fmt/colors";
import type { Command, OptionSpec } from "./command.ts";
import { GLOBAL_OPTIONS } from "./parse.ts";
import { wrap } from "./wrap.ts";

/**
 * The help of the whole program.
 *
 * @param width columns of a line
 */
export function programHelp(commands: readonly Command[], width: number): string {
  return [
    "Watch what Claude MPM and Claude Code agents do, in the browser and the terminal",
    "",
    `${bold("Usage:")} mpm-monitor [monitor] <command> [options]`,
    "",
    bold("Commands:"),
    ...table(
      commands.map(({ name, args, usage, summary }) => [
        // Only what has to be given: all else is in the command's own help.
        join(name, args !== undefined && args.min > 0 && !isChoice(usage) ? usage : undefined),
        summary,
      ]),
      width,
    ),
    "",
    bold("Options of every command:"),
    ...table(GLOBAL_OPTIONS.map(optionRow), width),
    "",
    "See 'mpm-monitor <command> --help' for one command",
  ].join("\n");
}

/** Several words of which one has to be given: they would push all summaries to the right. */
function isChoice(usage: string | undefined): boolean {
  return usage?.includes("|") ?? false;
}

/**
 * The help of one command.
 *
 * @param width columns of a line
 */
export function commandHelp(
  { name, usage, summary, options, examples }: Command,
  width: number,
): string {
  const own = options.length === 0
    ? []
    : ["", bold("Options:"), ...table(options.map(optionRow), width)];
  // A command may have an option of its own with the name of a common one.
  const common = GLOBAL_OPTIONS.filter((each) => options.every((own) => own.name !== each.name));
  return [
    summary,
    "",
    `${bold("Usage:")} ${join(`mpm-monitor ${name}`, usage)}${
      own.length === 0 ? "" : " [options]"
    }`,
    ...own,
    "",
    bold("Options of every command:"),
    ...table(common.map(optionRow), width),
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

/** However narrow the terminal, so much of a line is for what stands to the right. */
const MIN_RIGHT_WIDTH = 30;

function table(rows: readonly (readonly [string, string])[], width: number): string[] {
  const left = Math.max(...rows.map(([first]) => first.length));
  const room = Math.max(MIN_RIGHT_WIDTH, width - left - 4);
  return rows.flatMap(([first, second]) =>
    wrap(second, room, columnsOfHelp).map((line, index) =>
      `  ${(index === 0 ? first : "").padEnd(left)}  ${line}`
    )
  );
}

/** Help is plain English: it does not load what measures other letters. */
function columnsOfHelp(text: string): number {
  return text.length;
}
