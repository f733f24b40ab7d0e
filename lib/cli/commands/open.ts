import { toFileUrl } from "@std/path/to-file-url";
import { openInBrowser } from "../../instance/browser.ts";
import { UserError } from "../../user_error.ts";
import { chooseInstance } from "../core/choose_instance.ts";
import type { Command } from "../core/command.ts";
import { portOption, readSettings } from "../core/settings.ts";
import { dashboardOf } from "../../instance/home/host.ts";
import { dashboardLink } from "../../instance/login_link.ts";
import { writeLoginPage } from "../../instance/login_page.ts";

/** `open`: the dashboard in the browser. */
export const open: Command = {
  name: "open",
  summary: "Open the dashboard in the browser",
  options: [
    {
      name: "port",
      value: "PORT",
      summary: "Server whose dashboard to open; the first unless given",
    },
  ],
  examples: ["mpm-monitor open", "mpm-monitor open --port 8770"],
  async run({ options, note }) {
    const { paths } = readSettings();
    const { record } = await chooseInstance(paths, portOption(options, "port"));
    const url = await dashboardLink(record);
    if (url === null) {
      throw new UserError(`Server on port ${record.port} runs without a dashboard`, {
        code: "failed",
        hint: `Use 'mpm-monitor restart --port ${record.port} --dashboard-port PORT' to enable it`,
      });
    }
    // Where a token is asked for, the address lets in whoever opens it first.
    const secret = record.token !== null;
    const target = secret ? toFileUrl(await writeLoginPage(paths, url)).href : url;
    const opened = await openInBrowser(target);
    if (!opened) {
      note("There is no browser here: open this address in one that reaches this machine");
      return { text: url, json: { url, opened } };
    }
    if (secret) note(`If no page comes up, open this address within a minute: ${url}`);
    const shown = dashboardOf(record) ?? url;
    return { text: `Opened ${shown} in your browser`, json: { url, opened } };
  },
};
