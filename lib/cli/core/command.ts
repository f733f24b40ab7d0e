import type { ExitCode } from "../../user_error.ts";

/** One option of a command, as data: the parser, `--help` and completions all read it. */
export interface OptionSpec {
  /** Long name without dashes. */
  readonly name: string;
  /** Placeholder of the value, such as `PORT`; absent for a flag. */
  readonly value?: string;
  /** The values that it takes, where there are only few. */
  readonly choices?: readonly string[];
  /** One line for `--help`. */
  readonly summary: string;
  /** Single letter, without the dash. */
  readonly short?: string;
}

/** Options as parsed: a flag is `true`, a value is its text. */
export type OptionValues = Readonly<Record<string, string | true | undefined>>;

/** All commands, for one that tells of the others. */
export interface CommandList {
  /** By name; `undefined` where there is none. */
  load(name: string): Promise<Command | undefined>;
  /** Those that `--help` lists. */
  loadVisible(): Promise<readonly Command[]>;
}

/** What every command is given. */
export interface CommandContext {
  readonly args: readonly string[];
  readonly options: OptionValues;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly commands: CommandList;
  /** Prints progress or a notice on standard error; silent with `--quiet`. */
  note(line: string): void;
  /** Prints a result now, for commands that go on after it. */
  show(result: Pick<CommandResult, "text" | "json">): void;
  /**
   * Writes text to standard output as it is, for streams of lines.
   *
   * @returns whether somebody still reads it
   */
  write(text: string): boolean;
}

/** What a command hands back; one place prints it, as text or as one JSON document. */
export interface CommandResult {
  /** The whole text block for standard output, without a final newline. */
  readonly text: string;
  /** The JSON document; `schema_version` is added where it is printed. */
  readonly json: Readonly<Record<string, unknown>>;
  /** `0` unless said. */
  readonly exitCode?: ExitCode;
}

/** A command, declared as data. Its file holds nothing else. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Placeholders of its arguments, such as `<PORT>`. */
  readonly usage?: string;
  /** How many arguments it takes; none unless said. */
  readonly args?: { readonly min: number; readonly max: number };
  readonly options: readonly OptionSpec[];
  readonly examples: readonly string[];
  /** Not listed in `--help`. */
  readonly hidden?: boolean;
  /** A bare exit code says that all has been shown already. */
  run(context: CommandContext): Promise<CommandResult | ExitCode>;
}
