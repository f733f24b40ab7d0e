import type { CanonicalEvent } from "../../events/event.ts";
import type { Query } from "../../events/query/mod.ts";
import type { EventReader } from "../../store/store.ts";
import type { Command } from "../core/command.ts";
import { openEvents } from "../events/event_store.ts";
import { FORMAT_OPTION, formatOption } from "../events/formats.ts";
import { readQuery } from "../events/query_option.ts";
import { numberOption } from "../core/number_option.ts";
import { portOption, readSettings } from "../core/settings.ts";

const DEFAULT_LINES = 50;
const PAGE_SIZE = 1_000;

/** `history`: the stored events, also when no server runs. */
export const history: Command = {
  name: "history",
  summary: "Show stored events, also when no server runs",
  usage: "[QUERY]",
  args: { min: 0, max: 100 },
  options: [
    {
      name: "lines",
      short: "n",
      value: "N",
      summary: `At most so many, the newest; ${DEFAULT_LINES} unless given`,
    },
    FORMAT_OPTION,
    { name: "port", value: "PORT", summary: "Events of this port's server" },
  ],
  examples: [
    "mpm-monitor history",
    "mpm-monitor history 'tool:Bash status:error since:1h'",
    "mpm-monitor history -n 1000 --format json",
  ],
  async run({ args, options }) {
    const most = numberOption(options, "lines", { low: 1, high: 1e6, whole: true }) ??
      DEFAULT_LINES;
    const format = formatOption({ ...options, json: undefined });
    const q = readQuery(args, Date.now());
    const reader = await openEvents(readSettings(), portOption(options, "port"));
    try {
      const events = (await newest(reader, { q, most })).reverse();
      const text = events.length === 0
        ? "No events match"
        : events.map((event) => format(event)).join("\n");
      return { text, json: { store: reader.id, events } };
    } finally {
      await reader.close();
    }
  },
};

async function newest(
  reader: EventReader,
  { q, most }: { q: Query | undefined; most: number },
): Promise<CanonicalEvent[]> {
  const found: CanonicalEvent[] = [];
  for (let before: number | undefined, more = true; more && found.length < most;) {
    const limit = Math.min(PAGE_SIZE, most - found.length);
    const page = await reader.page({ limit, q, ...(before === undefined ? {} : { before }) });
    for (const event of page.events) found.push(event);
    before = page.last;
    more = page.more;
  }
  return found;
}
