import { USAGE_GROUPS } from "../../../contract/usage.ts";
import type { Json, JsonObject } from "../../../events/event.ts";
import { BoundedList } from "../../../mcp/bounded_list.ts";
import type { Tool } from "../../../mcp/tool.ts";
import { brief, moment, NOTICE } from "../brief.ts";
import type { MonitorSource } from "../monitor_source.ts";

const DEFAULT_DAYS = 30;
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** `get_usage`: tokens, cost and limits. */
export function getUsage(source: MonitorSource): Tool {
  return {
    name: "get_usage",
    title: "Tokens and cost",
    description:
      "Sums up tokens and cost (US dollars, Claude Code's own estimate) by day, project, session, " +
      "agent or model, and tells how much of the plan's limits is used. null is unknown, never " +
      "zero; `unknown` counts sessions that reported nothing: then a sum is less than what was " +
      "used. Give `cursor` of an answer to get the next rows; `total` is over all rows.",
    arguments: {
      by: {
        type: "string",
        description: `One to three of ${USAGE_GROUPS.join(", ")}, with commas; day unless given`,
      },
      days: {
        type: "integer",
        low: 1,
        high: 999,
        description: `So many local days, the last one is today; ${DEFAULT_DAYS} unless given`,
      },
      project: { type: "string", description: "Only of this project: its folder, or its name" },
      session: { type: "string", description: "Only of this session: its whole id" },
      limit: {
        type: "integer",
        low: 1,
        high: MAX_LIMIT,
        description: `At most so many rows; ${DEFAULT_LIMIT} unless given`,
      },
      cursor: { type: "integer", low: 0, high: 1e9, description: "`cursor` of the last answer" },
    },
    async call(args) {
      const { rows, total, limits, by, since, time_zone } = await source.usage({
        by: args.text("by") ?? "day",
        days: `${args.integer("days") ?? DEFAULT_DAYS}`,
        project: args.text("project"),
        session: args.text("session"),
      });
      const begin = args.integer("cursor") ?? 0;
      const list = new BoundedList(args.integer("limit") ?? DEFAULT_LIMIT);
      for (const row of rows.slice(begin)) if (!list.add(asJson(row))) break;
      const end = begin + list.items.length;
      return {
        notice: NOTICE,
        by,
        since,
        time_zone,
        rows: list.items,
        cursor: end < rows.length ? end : null,
        total: asJson(total),
        limits: limits.slice(0, MAX_LIMITS).map(({ name, used_percent, resets_at, read_at }) => ({
          name: brief(name),
          used_percent,
          resets_at: resets_at === null ? null : moment(resets_at),
          read_at: moment(read_at),
        })),
      };
    },
  };
}

const MAX_LIMITS = 20;

/** A row, or the total, as JSON: what came as JSON is JSON. Names of groups are cut. */
function asJson(value: object): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]: [string, Json | undefined]) =>
      inner === undefined ? [] : [[name, typeof inner === "string" ? brief(inner) : inner]]
    ),
  );
}
