import { parseArgs } from "@std/cli/parse-args";
import { nearestWord } from "../../config/nearest_word.ts";
import { UserError } from "../../user_error.ts";
import type { Command, OptionSpec, OptionValues } from "./command.ts";

/** Options that every command takes. */
export const GLOBAL_OPTIONS: readonly OptionSpec[] = [
  { name: "help", short: "h", summary: "Show this help" },
  { name: "version", summary: "Show the version" },
  { name: "json", summary: "Print one JSON document instead of text" },
  { name: "quiet", short: "q", summary: "Print only the result and errors" },
  { name: "verbose", short: "v", summary: "Print more" },
  { name: "no-color", summary: "Print without colors, as NO_COLOR does" },
];

/** A command line taken apart: which command, and what is meant for it. */
export interface Invocation {
  /** As typed; `null` when none was. */
  readonly command: string | null;
  readonly rest: readonly string[];
}

/** Finds the command's name among the arguments. A leading word `monitor` is dropped. */
export function findCommand(args: readonly string[]): Invocation {
  const words = [...args];
  let at = wordAt(words);
  if (words[at] === "monitor") {
    words.splice(at, 1);
    at = wordAt(words);
  }
  const [command] = words.splice(at, 1);
  return { command: command ?? null, rest: words };
}

/** The first argument that is not one of the options for every command, or past the end. */
function wordAt(args: readonly string[]): number {
  const at = args.findIndex((arg) => !isGlobalFlag(arg));
  return at < 0 || args[at]?.startsWith("-") === true ? args.length : at;
}

function isGlobalFlag(arg: string): boolean {
  return GLOBAL_OPTIONS.some(({ name, short }) => arg === `--${name}` || arg === `-${short}`);
}

/** Arguments and options of one command. */
export interface ParsedArguments {
  readonly args: readonly string[];
  readonly options: OptionValues;
}

/**
 * Parses what follows a command's name.
 *
 * @throws {UserError} for what the command does not take; names the nearest option that it does
 */
export function parseArguments(
  rest: readonly string[],
  command: Pick<Command, "name" | "options">,
): ParsedArguments {
  const own = new Set(command.options.map(({ name }) => name));
  const specs = [...command.options, ...GLOBAL_OPTIONS.filter(({ name }) => !own.has(name))];
  const flags = specs.filter(({ value }) => value === undefined).map(({ name }) => name);
  const valued = specs.filter(({ value }) => value !== undefined);
  const parsed = parseArgs(tidyValues(rest, valued, command.name).map(hideNegation), {
    boolean: flags,
    string: [...valued.map(({ name }) => name), "_"],
    alias: Object.fromEntries(
      specs.flatMap(({ name, short }) => short === undefined ? [] : [[short, name]]),
    ),
    unknown: (arg, key) => {
      if (key !== undefined) throw unknownOption(arg, command.name, specs);
    },
  });
  const options: Record<string, string | true | undefined> = {};
  for (const name of flags) options[name] = parsed[name] === true ? true : undefined;
  for (const spec of valued) options[spec.name] = valueOf(parsed[spec.name], spec, command.name);
  return { args: parsed._.map((arg) => String(arg).replace(HIDDEN, "")), options };
}

/** Goes before an argument that begins like an option and is none. */
const HIDDEN = "\u0000";

/** In a query, `-tool:Read`, `-"text"` and `-/pattern/` say what must not be: they are no options. */
export function isNegation(arg: string): boolean {
  return /^-(?:[a-z][\w.]+:|["/(])/i.test(arg);
}

function hideNegation(arg: string): string {
  return isNegation(arg) ? `${HIDDEN}${arg}` : arg;
}

/**
 * Writes values so that the parser takes them as such: it does not know that a lone `-` stands for
 * standard input, nor that `--port=` lacks its value.
 */
function tidyValues(
  rest: readonly string[],
  valued: readonly OptionSpec[],
  command: string,
): string[] {
  const tidy: string[] = [];
  for (const arg of rest) {
    const before = tidy.at(-1);
    const empty = valued.find(({ name }) => arg === `--${name}=`);
    if (empty !== undefined) throw missingValue(empty, command);
    const isValue = arg === "-" && valued.some(({ name }) => before === `--${name}`);
    if (isValue) tidy[tidy.length - 1] = `${before}=-`;
    else tidy.push(arg);
  }
  return tidy;
}

function valueOf(parsed: unknown, spec: OptionSpec, command: string): string | undefined {
  if (parsed === undefined) return undefined;
  const last: unknown = Array.isArray(parsed) ? parsed.at(-1) : parsed;
  if (typeof last === "string" && last !== "") return last;
  throw missingValue(spec, command);
}

function missingValue({ name, value = "VALUE" }: OptionSpec, command: string): UserError {
  return new UserError(`Option --${name} needs a value`, {
    code: "usage",
    hint: `Write it as 'mpm-monitor ${command} --${name} ${value}'`,
  });
}

/**
 * Checks how many arguments a command was given.
 *
 * @throws {UserError} when it takes more, or fewer
 */
export function checkCount(
  args: readonly string[],
  { name, args: count = { min: 0, max: 0 }, usage = "" }: Pick<Command, "name" | "args" | "usage">,
): void {
  if (args.length >= count.min && args.length <= count.max) return;
  const extra = args[count.max];
  throw new UserError(
    extra === undefined ? `Command "${name}" needs ${usage}` : `Unexpected argument "${extra}"`,
    { code: "usage", hint: `See 'mpm-monitor ${name} --help'` },
  );
}

function unknownOption(arg: string, command: string, specs: readonly OptionSpec[]): UserError {
  const typed = arg.split("=")[0] ?? arg;
  const near = nearestWord(typed.replace(/^-+/, ""), specs.map(({ name }) => name));
  return new UserError(`Unknown option "${typed}" for command "${command}"`, {
    code: "usage",
    hint: near === null
      ? `See 'mpm-monitor ${command} --help'`
      : `Did you mean --${near}? See 'mpm-monitor ${command} --help'`,
  });
}

/** The failure for a command that does not exist. */
export function unknownCommand(typed: string, names: readonly string[]): UserError {
  const near = nearestWord(typed, names);
  return new UserError(`Unknown command "${typed}"`, {
    code: "usage",
    hint: near === null
      ? "See 'mpm-monitor --help' for all commands"
      : `Did you mean 'mpm-monitor ${near}'? See 'mpm-monitor --help' for all commands`,
  });
}
