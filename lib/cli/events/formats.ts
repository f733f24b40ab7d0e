import { type CanonicalEvent, EVENT_FIELDS } from "../../events/event.ts";
import { UserError } from "../../user_error.ts";
import { type OptionSpec, type OptionValues } from "../command.ts";
import { textOption } from "../settings.ts";
import { cell } from "./cell.ts";
import { humanLine } from "./human_line.ts";

/** Makes one line of an event, without its end. */
export type EventFormat = (event: CanonicalEvent) => string;

/** The forms in which events are printed line by line. */
const FORMATS: ReadonlyMap<string, EventFormat> = new Map([
  ["human", (event) => humanLine(event, terminalWidth())],
  ["json", (event) => JSON.stringify(event)],
  ["logfmt", logfmtLine],
]);

/** The option `--format` of commands that print events. */
export const FORMAT_OPTION: OptionSpec = {
  name: "format",
  value: "FORMAT",
  summary: "human, json or logfmt; human unless given",
};

/**
 * Reads `--format`; `--json` means `json`.
 *
 * @throws {UserError} for a format that there is not
 */
export function formatOption(options: OptionValues): EventFormat {
  const name = textOption(options, "format") ?? (options["json"] === true ? "json" : "human");
  const format = FORMATS.get(name);
  if (format !== undefined) return format;
  throw new UserError(`There is no format "${name}"`, {
    code: "usage",
    hint: `Use one of ${[...FORMATS.keys()].join(", ")}`,
  });
}

/** Lines that go elsewhere than to a terminal are not cut. */
function terminalWidth(): number {
  return Deno.stdout.isTerminal() ? Deno.consoleSize().columns : Infinity;
}

function logfmtLine(event: CanonicalEvent): string {
  return EVENT_FIELDS.flatMap((column) => {
    const text = cell(event, column);
    return text === "" ? [] : [`${column}=${logfmtValue(text)}`];
  }).join(" ");
}

function logfmtValue(text: string): string {
  return /^[\w.:/@+-]+$/.test(text) ? text : JSON.stringify(text);
}
