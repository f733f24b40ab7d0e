import { UserError } from "../../user_error.ts";
import { completionScript, type Shell, SHELLS } from "../completions/scripts.ts";
import type { Command } from "../core/command.ts";

/** `completions`: a script that teaches a shell to complete command lines. */
export const completions: Command = {
  name: "completions",
  summary: "Print a script that completes commands in your shell",
  usage: "<SHELL>",
  args: { min: 1, max: 1 },
  options: [],
  examples: [
    "mpm-monitor completions bash >> ~/.bashrc",
    "mpm-monitor completions zsh >> ~/.zshrc",
    "mpm-monitor completions fish > ~/.config/fish/completions/mpm-monitor.fish",
    "mpm-monitor completions powershell >> $PROFILE",
  ],
  run({ args: [name = ""] }) {
    const shell = SHELLS.find((known): known is Shell => known === name);
    if (shell === undefined) {
      throw new UserError(`There are no completions for "${name}"`, {
        code: "usage",
        hint: `Use one of ${SHELLS.join(", ")}`,
      });
    }
    const script = completionScript(shell);
    return Promise.resolve({ text: script, json: { shell, script } });
  },
};
