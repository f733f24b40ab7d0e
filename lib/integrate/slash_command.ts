import { quote } from "./shell.ts";

/** By this line a file is recognised as ours. */
const MARK = "<!-- Made by mpm-monitor integrate -->";

/**
 * The file that makes `/mpm-monitor` known to Claude Code: it passes its arguments through. Claude
 * Code breaks off where a command fails, and `status` does when no server runs: what it says then
 * is to reach the person, too.
 */
export function slashCommand(program: readonly string[]): string {
  const words = program.map(quote).join(" ");
  return `---
description: Manage the monitor that shows what every agent is doing
argument-hint: "[start|stop|restart|status|port] [options]"
allowed-tools: Bash(${words}:*)
---

${MARK}

!\`${words} $ARGUMENTS 2>&1 || true\`

Show this output to the person as it is. Do nothing else.
`;
}

/** Whether a file's text is a slash command that this program wrote. */
export function isOurSlashCommand(text: string): boolean {
  return text.includes(MARK);
}
