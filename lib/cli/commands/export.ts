import { visibleJson } from "../../events/text/visible.ts";
import { UserError } from "../../user_error.ts";
import type { Command } from "../core/command.ts";
import { CSV_HEADER, csvLine } from "../events/csv.ts";
import { openEvents } from "../events/event_store.ts";
import type { EventFormat } from "../events/formats.ts";
import { readQuery } from "../events/query_option.ts";
import { portOption, readSettings, textOption } from "../core/settings.ts";

const PAGE_SIZE = 1_000;

/** `export`: all stored events that match, oldest first, line by line. */
export const exportEvents: Command = {
  name: "export",
  summary: "Write stored events as NDJSON or CSV",
  usage: "[QUERY]",
  args: { min: 0, max: 100 },
  options: [
    {
      name: "format",
      value: "FORMAT",
      choices: ["ndjson", "csv"],
      summary: "ndjson or csv; ndjson unless given",
    },
    { name: "port", value: "PORT", summary: "Events of this port's server" },
  ],
  examples: [
    "mpm-monitor export > events.ndjson",
    "mpm-monitor export 'since:1d' --format csv > today.csv",
  ],
  async run({ args, options, note, write }) {
    const format = textOption(options, "format") ?? "ndjson";
    const line = lineOf(format);
    const q = readQuery(args, Date.now());
    const reader = await openEvents(readSettings(), portOption(options, "port"));
    try {
      if (format === "csv") write(`${CSV_HEADER}\n`);
      let count = 0;
      for (let after = 0, more = true; more;) {
        const page = await reader.page({ after, limit: PAGE_SIZE, q });
        if (!write(page.events.map((each) => `${line(each)}\n`).join(""))) return 0;
        count += page.events.length;
        after = page.last;
        more = page.more;
      }
      note(`Exported ${count} events`);
      return 0;
    } finally {
      await reader.close();
    }
  },
};

function lineOf(format: string): EventFormat {
  if (format === "ndjson") return (event) => visibleJson(JSON.stringify(event));
  if (format === "csv") return csvLine;
  throw new UserError(`There is no format "${format}"`, {
    code: "usage",
    hint: "Use one of ndjson, csv",
  });
}
