import { quoteValue } from "../../../events/query/quote_value.ts";
import type { Tool } from "../../../mcp/tool.ts";
import { readQuery } from "../../events/query_option.ts";
import { NOTICE } from "../brief.ts";
import type { MonitorSource } from "../monitor_source.ts";
import { scanEvents } from "../scan_events.ts";
import { TouchedFiles } from "../touched_files.ts";

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
const MAX_ID = 2 ** 53 - 1;

/** `files_touched`: which files agents changed, and read. */
export function filesTouched(source: MonitorSource): Tool {
  return {
    name: "files_touched",
    title: "Files that agents touched",
    description:
      "Lists the files that agents changed with Write, Edit, MultiEdit and NotebookEdit, and with " +
      "`reads` also those that they read: how often, in which sessions, and the last event. The " +
      "last touched comes first. What shell commands changed is not seen. Works also when no " +
      "server runs. Give `cursor` of an answer as `before` to get earlier ones.",
    arguments: {
      session: { type: "string", description: "Only of this session: the beginning of its id" },
      project: { type: "string", description: "Only of this project: its folder, or its name" },
      since: {
        type: "string",
        description:
          "Only since then: 30m, 1h, 2d, today, 2026-07-02; all that is stored unless given",
      },
      reads: { type: "boolean", description: "Also files that were only read" },
      limit: {
        type: "integer",
        low: 1,
        high: MAX_LIMIT,
        description: `At most so many files; ${DEFAULT_LIMIT} unless given`,
      },
      before: { type: "integer", low: 0, high: MAX_ID, description: "Only before this event's id" },
    },
    async call(args, signal) {
      const kinds = args.flag("reads")
        ? "(type:file.change,file.read OR (type:tool.post tool:Read))"
        : "type:file.change";
      const terms = ["session", "project", "since"].flatMap((name) => {
        const value = args.text(name);
        if (value === undefined) return [];
        // A quoted value would be the whole of it: the session's beginning is enough.
        return [
          `${name}:${name === "project" || /[^\w.:+-]/.test(value) ? quoteValue(value) : value}`,
        ];
      });
      const q = readQuery([kinds, ...terms], source.now());
      const files = new TouchedFiles(args.integer("limit") ?? DEFAULT_LIMIT);
      return await source.withEvents(async (reader) => {
        const cursor = await scanEvents(reader, {
          q,
          before: args.integer("before"),
          signal,
          take: (event) => files.add(event),
        });
        return { notice: NOTICE, files: files.entries(), cursor };
      });
    },
  };
}
