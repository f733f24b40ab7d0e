import type { CanonicalEvent } from "../../events/event.ts";
import type { Query } from "../../events/query/mod.ts";
import type { EventReader } from "../../store/store.ts";
import type { Command } from "../core/command.ts";
import { openEvents } from "../events/event_store.ts";
import { FORMAT_OPTION, formatOption } from "../events/formats.ts";
import { ALL_OPTION, listedEvents } from "../events/quiet.ts";
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
    ALL_OPTION,
    FORMAT_OPTION,
    { name: "port", value: "PORT", summary: "Events of this port's server" },
  ],
  examples: [
    "mpm-monitor history",
    "mpm-monitor history 'tool:Bash status:error since:1h'",
    "mpm-monitor history -n 1000 --format json",
  ],
  async run({ args, options, note }) {
    const most = numberOption(options, "lines", { low: 1, high: 1e6, whole: true }) ??
      DEFAULT_LINES;
    const format = formatOption({ ...options, json: undefined });
    const q = readQuery(args, Date.now());
    const isListed = listedEvents(options, q);
    const reader = await openEvents(readSettings(), portOption(options, "port"));
    try {
      const { listed, folded } = await newest(reader, { q, most, isListed });
      // Where there is nothing else, housekeeping is what there is to see.
      const events = (listed.length === 0 ? folded.slice(0, most) : listed).reverse();
      if (listed.length > 0 && folded.length > 0) note("Without housekeeping; --all shows it");
      const text = events.length === 0
        ? "No events match"
        : events.map((event) => format(event)).join("\n");
      return { text, json: { store: reader.id, events } };
    } finally {
      await reader.close();
    }
  },
};

interface Search {
  readonly q: Query | undefined;
  /** So many events are listed at most. */
  readonly most: number;
  readonly isListed: (event: CanonicalEvent) => boolean;
}

/** The newest events first: those that are listed, and of the others as many at most. */
async function newest(
  reader: EventReader,
  { q, most, isListed }: Search,
): Promise<{ readonly listed: CanonicalEvent[]; readonly folded: CanonicalEvent[] }> {
  const [listed, folded]: [CanonicalEvent[], CanonicalEvent[]] = [[], []];
  let limit = Math.min(PAGE_SIZE, most);
  for (let before: number | undefined, more = true; more && listed.length < most;) {
    const page = await reader.page({ limit, q, ...(before === undefined ? {} : { before }) });
    for (const event of page.events) {
      const into = isListed(event) ? listed : folded;
      if (into.length < most) into.push(event);
    }
    before = page.last;
    more = page.more;
    limit = PAGE_SIZE;
  }
  return { listed, folded };
}
