import { variableOf } from "../../lib/config/setting.ts";
import { ALL_SETTINGS } from "../../lib/config/settings.ts";
import { PORT_OPTIONS, RESTART_OPTIONS, START_OPTIONS } from "../../lib/cli/start/start_options.ts";
import type { OptionSpec } from "../../lib/cli/core/command.ts";

/** Where the tables stand. */
export const COMMANDS_PAGE = "docs/commands.md";

/**
 * Writes the parts of `docs/commands.md` that follow from the table of settings anew, each between
 * its two marks.
 *
 * @throws {Error} when a mark is missing
 */
export function writeTables(page: string): string {
  return Object.entries(parts()).reduce((text, [name, part]) => {
    const [begin, end] = [`<!-- ${name}: deno task docs -->\n\n`, `\n<!-- end of ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`No place for "${name}" in ${COMMANDS_PAGE}`);
    return text.slice(0, from + begin.length) + part + text.slice(to);
  }, page);
}

function parts(): Readonly<Record<string, string>> {
  return {
    "options of start": optionTable(START_OPTIONS),
    "options of restart": optionTable(RESTART_OPTIONS),
    "options of port": optionTable(PORT_OPTIONS),
    "settings": table(
      ["setting", "variable", "option", "default"],
      ALL_SETTINGS.map((entry) => [
        code(entry.key),
        code(variableOf(entry)),
        entry.options.map(({ name }) => code(`--${name}`)).join(", "),
        entry.fallback,
      ]),
    ),
  };
}

function optionTable(options: readonly OptionSpec[]): string {
  return table(
    ["option", "does"],
    options.map(({ name, value, summary }) => [
      code(`--${name}${value === undefined ? "" : ` ${value}`}`),
      summary,
    ]),
  );
}

function code(text: string): string {
  return `\`${text}\``;
}

/** A table of Markdown whose columns line up, as the formatter leaves it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? "").length))
  );
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | ")} |\n`;
  return line(head) + line(widths.map((width) => "-".repeat(width))) + rows.map(line).join("");
}

if (import.meta.main) {
  await Deno.writeTextFile(COMMANDS_PAGE, writeTables(await Deno.readTextFile(COMMANDS_PAGE)));
}
