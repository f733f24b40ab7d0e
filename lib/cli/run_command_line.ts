import { stripAnsiCode } from "@std/fmt/colors";
import { EXIT, type ExitCode, UserError } from "../user_error.ts";
import { VERSION } from "../version.ts";
import { CATALOG, loadVisible } from "./catalog.ts";
import type { CommandContext } from "./core/command.ts";
import { commandHelp, programHelp } from "./core/help.ts";
import { checkCount, findCommand, parseArguments, unknownCommand } from "./core/parse.ts";
import { Printer } from "./core/print.ts";
import { terminalWidth } from "./core/terminal_width.ts";
import { writeAllSync } from "./core/write_all.ts";
import { lookup } from "../events/lookup.ts";

/** Columns of help that goes into a pipe. */
const HELP_WIDTH = 80;

/** Runs one command line and returns the code to exit with. */
export async function runCommandLine(args: readonly string[]): Promise<ExitCode> {
  const plainWanted = Deno.noColor || args.includes("--no-color");
  const printer = new Printer({
    json: args.includes("--json"),
    slash: Deno.env.get("CLAUDECODE") === "1",
    quiet: args.includes("--quiet") || args.includes("-q"),
    color: !plainWanted && (Deno.stdout.isTerminal() || Deno.stderr.isTerminal()),
  }, {
    stdout: (text) => writeAllSync(Deno.stdout, forReader(text, Deno.stdout)),
    stderr: (text) => writeAllSync(Deno.stderr, forReader(text, Deno.stderr)),
  });
  try {
    return await run(args, printer);
  } catch (error) {
    printer.error(error);
    return error instanceof UserError ? error.exitCode : EXIT.failed;
  }
}

/** One of the two outputs may be a terminal and the other a file: colors are for the terminal. */
function forReader(text: string, output: { isTerminal(): boolean }): string {
  return output.isTerminal() ? text : stripAnsiCode(text);
}

async function run(args: readonly string[], printer: Printer): Promise<ExitCode> {
  // Without loading what the default command needs.
  if (args.length === 1 && args[0] === "--version") return printVersion(printer);
  const { command: typed, rest } = findCommand(args);
  const name = typed ?? await defaultName(rest);
  const load = lookup(CATALOG, name);
  if (load === undefined) throw unknownCommand(name, visibleNames());

  const command = await load();
  const { args: operands, options } = parseArguments(rest, command);
  // A command may have an option of its own with this name, which takes a value.
  printer.json = options["json"] === true;
  if (options["version"] === true) {
    return printVersion(printer);
  }
  if (options["help"] === true) {
    const width = terminalWidth(HELP_WIDTH);
    const text = typed === null
      ? programHelp(await loadVisible(), width)
      : commandHelp(command, width);
    printer.result({ text, json: { help: stripAnsiCode(text) } });
    return EXIT.ok;
  }
  checkCount(operands, command);
  const context: CommandContext = {
    args: operands,
    options,
    json: options["json"] === true,
    quiet: options["quiet"] === true,
    verbose: options["verbose"] === true,
    commands: { load: async (name) => await lookup(CATALOG, name)?.(), loadVisible },
    note: (line) => printer.note(line),
    show: (result) => printer.result(result),
    write: (text) => printer.raw(text),
  };
  const result = await command.run(context);
  if (typeof result === "number") return result;
  printer.result(result);
  if (typed === null && name === "status") {
    printer.note("See 'mpm-monitor --help' for all commands");
  }
  return result.exitCode ?? EXIT.ok;
}

function printVersion(printer: Printer): ExitCode {
  printer.result({ text: `mpm-monitor ${VERSION}`, json: { version: VERSION } });
  return EXIT.ok;
}

/** The help and the version are those of the program. */
async function defaultName(rest: readonly string[]): Promise<string> {
  if (!Deno.stdin.isTerminal() && !rest.includes("--yes")) return "status";
  const { defaultCommand } = await import("./setup/default_command.ts");
  return await defaultCommand(rest);
}

function visibleNames(): string[] {
  return Object.keys(CATALOG).filter((name) => !name.startsWith("_"));
}
