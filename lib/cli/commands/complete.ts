import { oneLine } from "../../events/one_line.ts";
import { visible, visibleControls } from "../../events/text/visible.ts";
import { complete, FILES, type Suggestion } from "../completions/complete.ts";
import { makeValues } from "../completions/known_values.ts";
import type { Command } from "../core/command.ts";
import { readSettings } from "../core/settings.ts";

/**
 * Asked by the scripts of `completions` at each press of Tab: prints what may stand at the cursor.
 * It takes any words, and what fails suggests nothing: nobody at a prompt wants to read why.
 */
export const completeWords: Command = {
  name: "__complete",
  summary: "Suggest the next word of a command line",
  usage: "-- WORD…",
  args: { min: 0, max: Infinity },
  options: [],
  examples: ["mpm-monitor __complete -- status --p"],
  hidden: true,
  async run({ args, commands, write }) {
    const load = async (name: string) => {
      const command = await commands.load(name);
      return command?.hidden === true ? undefined : command;
    };
    const values = makeValues(readSettings().paths);
    const found = await complete(args, { load, commands: commands.loadVisible, values }).catch(
      () => [],
    );
    write(found === FILES ? `:${FILES}\n` : found.filter(isPlain).map(lineOf).join(""));
    return 0;
  },
};

/** Names come from events: what steers a terminal or cannot be seen is nobody's to type. */
function isPlain({ value }: Suggestion): boolean {
  return visibleControls(value) === value && !/[\t\r\n]/.test(value);
}

function lineOf({ value, summary, open }: Suggestion): string {
  return `${[value, open === true ? "more" : "", oneLine(visible(summary))].join("\t")}\n`;
}
