import { BoundedList } from "../../../mcp/bounded_list.ts";
import { ArgumentError } from "../../../mcp/read_arguments.ts";
import type { Tool } from "../../../mcp/tool.ts";
import { readQuery } from "../../events/query_option.ts";
import { listedEvents } from "../../events/quiet.ts";
import { eventBrief, NOTICE } from "../brief.ts";
import type { MonitorSource } from "../monitor_source.ts";
import { scanEvents } from "../scan_events.ts";

const DEFAULT_LIMIT = 30;
const MAX_LIMIT = 200;

/** The query language in a few lines, for a model. */
const LANGUAGE =
  "Words must all occur: `npm test`. Fields: `type:tool.post`, `tool:Bash`, `status:error`, " +
  "`session:5f0c` (beginning of the id), `agent:engineer`, `project:shop`, `since:1h` (30m, 2d, " +
  "today, 2026-07-02), `until:14:30`, `duration:>2s`, `id:>1000`, `data.tool_input.command:push`. " +
  'Also `"exact text"`, `/regex/i`, `-not`, `a OR b`, `( )`, `tool:mcp__*`. Types: prompt.submit, ' +
  "tool.pre, tool.post, tool.failure, permission.request, session.start, session.end, agent.start, " +
  "agent.stop, file.change, git.operation, test.result, turn.stop.";

/** `search_events`: stored events by the query language. */
export function searchEvents(source: MonitorSource): Tool {
  return {
    name: "search_events",
    title: "Search events",
    description:
      "Searches everything that agents did: prompts, tool calls, permissions, file changes, git " +
      "operations, test runs, errors. Works also when no server runs. Newest first; give `cursor` " +
      "of an answer as `before` (or as `after`, where `after` was given: then the oldest come " +
      "first) to go on. Events come without their data: get_event shows all of one. " + LANGUAGE,
    arguments: {
      query: { type: "string", description: "In the query language; all events unless given" },
      limit: {
        type: "integer",
        low: 1,
        high: MAX_LIMIT,
        description: `At most so many; ${DEFAULT_LIMIT} unless given`,
      },
      before: { type: "integer", low: 0, high: MAX_ID, description: "Only events before this id" },
      after: { type: "integer", low: 0, high: MAX_ID, description: "Only events after this id" },
      all: {
        type: "boolean",
        description: "Also housekeeping, such as telemetry that repeats hooks",
      },
    },
    async call(args, signal) {
      const [before, after] = [args.integer("before"), args.integer("after")];
      if (before !== undefined && after !== undefined) {
        throw new ArgumentError('Give "before" or "after", and not both');
      }
      const q = readQuery([args.text("query") ?? ""], source.now());
      const isListed = listedEvents({ all: args.flag("all") ? true : undefined }, q);
      const list = new BoundedList(args.integer("limit") ?? DEFAULT_LIMIT);
      return await source.withEvents(async (reader) => {
        const take = (event: Parameters<typeof isListed>[0]) =>
          !isListed(event) || list.add(eventBrief(event));
        const cursor = await scanEvents(reader, { q, before, after, signal, take });
        return { notice: NOTICE, events: list.items, cursor };
      });
    },
  };
}

/** Larger ids are no whole numbers any more. */
const MAX_ID = 2 ** 53 - 1;
