import { UserError } from "../../user_error.ts";
import type { Command } from "../core/command.ts";
import { textOption } from "../core/settings.ts";

const USAGE = "<install | uninstall | status | run>";

/** `service`: has the system start a server at login, and bring it back after a crash. */
export const service: Command = {
  name: "service",
  summary: "Start a server at each login, and again after a crash",
  usage: USAGE,
  args: { min: 1, max: 1 },
  options: [
    { name: "dry-run", summary: "Show what install would write, and change nothing" },
    { name: "home", value: "FOLDER", summary: "State folder, in place of MPM_MONITOR_HOME" },
  ],
  examples: [
    "mpm-monitor service install",
    "mpm-monitor service install --dry-run",
    "mpm-monitor service status",
    "mpm-monitor service uninstall",
  ],
  async run(context) {
    const home = textOption(context.options, "home");
    // A service manager knows no variables of ours: the folder comes as an argument.
    if (home !== undefined) Deno.env.set("MPM_MONITOR_HOME", home);
    const actions = await import("../service/actions.ts");
    const [action] = context.args;
    if (action === "install") return await actions.install(context);
    if (action === "uninstall") return await actions.uninstall(context);
    if (action === "status") return await actions.status();
    if (action === "run") return await actions.run(context);
    throw new UserError(`Cannot understand "service ${action}"`, {
      code: "usage",
      hint: `Write it as 'mpm-monitor service ${USAGE}'`,
    });
  },
};
