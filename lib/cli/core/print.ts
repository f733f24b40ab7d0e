import { bold, green, red, setColorEnabled, yellow } from "@std/fmt/colors";
import { SCHEMA_VERSION } from "../../contract/http.ts";
import { visible, visibleJson } from "../../events/text/visible.ts";
import { UserError } from "../../user_error.ts";
import type { CommandResult } from "./command.ts";

/** How output is printed. */
export interface PrinterOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
  /** Whether people call this program as a slash command, as inside Claude Code. */
  readonly slash: boolean;
}

/** Where output goes. */
export interface Sinks {
  /** Tells whether there is still a reader. */
  readonly stdout: (text: string) => boolean;
  readonly stderr: (text: string) => unknown;
}

/** The one place that prints: results on standard output, all else on standard error. */
export class Printer {
  /** Whether results and errors are printed as JSON. */
  json: boolean;
  readonly #quiet: boolean;
  readonly #slash: boolean;
  readonly #sinks: Sinks;

  constructor(options: PrinterOptions, sinks: Sinks) {
    this.json = options.json;
    this.#quiet = options.quiet;
    this.#slash = options.slash;
    this.#sinks = sinks;
    setColorEnabled(options.color);
  }

  result({ text, json }: Pick<CommandResult, "text" | "json">): void {
    this.#sinks.stdout(
      this.json
        ? visibleJson(JSON.stringify({ schema_version: SCHEMA_VERSION, ...json }, null, 2)) + "\n"
        : this.#asCalled(text) + "\n",
    );
  }

  raw(text: string): boolean {
    return this.#sinks.stdout(text);
  }

  note(line: string): void {
    if (!this.#quiet) this.#sinks.stderr(plainLines(line) + "\n");
  }

  /** Prints a failure: what failed, why, and what to type next. */
  error(error: unknown): void {
    const shown = error instanceof UserError ? error : asBug(error);
    this.#sinks.stderr(this.#asCalled(this.json ? errorJson(shown) : errorText(shown)));
  }

  /** Commands that are suggested are written so that they can be typed here. */
  #asCalled(text: string): string {
    return this.#slash ? text.replace(/(?<=')mpm-monitor (?=[a-z])/g, "/mpm-monitor ") : text;
  }
}

function errorText({ message, reason, hint, details }: UserError): string {
  const lines = [`${bold(red("Error:"))} ${plain(message)}`];
  if (reason !== undefined) lines.push(`${bold("Reason:")} ${plain(reason)}`);
  if (hint !== undefined) lines.push(`${bold(yellow("Suggestion:"))} ${plain(hint)}`);
  lines.push(...details.map((line) => `  ${plain(line)}`));
  return lines.map((line) => line + "\n").join("");
}

function errorJson({ code, message, reason, hint, details }: UserError): string {
  return JSON.stringify({
    error: {
      code: CODES[code],
      message,
      ...(reason === undefined ? {} : { reason }),
      ...(hint === undefined ? {} : { hint }),
      ...(details.length === 0 ? {} : { details }),
    },
  }) + "\n";
}

/** Names of failures in JSON, in the style of all other JSON of ours. */
const CODES: Readonly<Record<UserError["code"], string>> = {
  failed: "failed",
  usage: "usage",
  notRunning: "not_running",
  portInUse: "port_in_use",
  permissionDenied: "permission_denied",
  timedOut: "timed_out",
};

/** What nobody foresaw is our fault; a stack trace would help nobody who reads it. */
function asBug(error: unknown): UserError {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new UserError("Something unexpected went wrong inside mpm-monitor", {
    code: "failed",
    reason,
    hint: "This is a bug: please report it with the command that you typed",
  });
}

/** Marks what succeeded. */
export function mark(text: string): string {
  return green(text);
}

function plainLines(text: string): string {
  return text.split("\n").map(plain).join("\n");
}

/**
 * Makes text from other programs safe to print: whatever could steer a terminal is shown as `?`,
 * and what cannot be seen as a mark.
 */
export function plain(text: string): string {
  // deno-lint-ignore no-control-regex -- control characters are what this is about
  return visible(text).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, "?");
}
