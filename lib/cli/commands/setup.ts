import { UserError } from "../../user_error.ts";
import type { Command } from "../core/command.ts";
import { canAsk } from "../setup/can_ask.ts";

/** `setup`: the first minute, from nothing to a page that shows something. */
export const setup: Command = {
  name: "setup",
  summary: "Start, open the page, connect Claude Code, step by step",
  options: [{ name: "yes", summary: "Yes to all questions, for scripts" }],
  examples: ["mpm-monitor setup", "mpm-monitor setup --yes"],
  async run(context) {
    const yes = context.options["yes"] === true;
    if (!yes && !canAsk()) {
      throw new UserError("Setup asks questions, and nobody is here to answer them", {
        code: "usage",
        reason: "Standard input and output are no terminal",
        hint: "Use 'mpm-monitor setup --yes', or 'mpm-monitor start'",
      });
    }
    const { runSetup } = await import("../setup/run_setup.ts");
    return await runSetup(context, yes ? () => true : undefined);
  },
};
