import type { CanonicalEvent, Json, JsonObject } from "../../../events/event.ts";
import { parseQuery } from "../../../events/query/mod.ts";
import { quoteValue } from "../../../events/query/quote_value.ts";
import { quoted } from "../../../mcp/quoted.ts";
import type { Tool } from "../../../mcp/tool.ts";
import type { EventReader } from "../../../store/store.ts";
import { UserError } from "../../../user_error.ts";
import { brief, eventBrief, moment, NOTICE } from "../brief.ts";
import { cutJson, valueAt } from "../cut_json.ts";
import type { MonitorSource } from "../monitor_source.ts";

const MAX_ID = 2 ** 53 - 1;
/** UTF-16 units of a long text that one call shows. */
const TEXT_A_CALL = 8_000;
/** Other events of the same tool use or prompt that are named. */
const MAX_RELATED = 8;

/** `get_event`: all of one event. */
export function getEvent(source: MonitorSource): Tool {
  return {
    name: "get_event",
    title: "One event",
    description:
      "Shows one stored event with its data, such as a command and its output, and the ids of the " +
      "events of the same tool use. Secrets were replaced when it was stored. What is long is cut; " +
      "`cut` names each place by a JSON Pointer: give it as `path` to see that place alone, and " +
      "`offset` to go on in a long text.",
    arguments: {
      id: { type: "integer", low: 1, high: MAX_ID, required: true, description: "The event's id" },
      path: { type: "string", description: "A place in it, such as /data/tool_response/stdout" },
      offset: {
        type: "integer",
        low: 0,
        high: 1e9,
        description: "Characters of the text at `path` to leave out; 0 unless given",
      },
    },
    async call(args) {
      const id = args.integer("id") ?? 0;
      const path = args.text("path");
      return await source.withEvents(async (reader) => {
        const event = await findEvent(reader, id);
        if (path !== undefined) return placeOf(event, path, args.integer("offset") ?? 0);
        const { value, cut } = cutJson(wholeEvent(event), "");
        return {
          notice: NOTICE,
          event: value,
          ...(cut.length === 0 ? {} : { cut }),
          related: await relatedOf(reader, event, source.now()),
        };
      });
    },
  };
}

async function findEvent(reader: EventReader, id: number): Promise<CanonicalEvent> {
  const { events: [event] } = await reader.page({ after: id - 1, limit: 1 });
  if (event?.id === id) return event;
  throw new UserError(`There is no event ${id}`, {
    code: "failed",
    reason: `The newest has the id ${(await reader.stats()).last}; old ones are deleted`,
    hint: "Find events with search_events",
  });
}

// Marks take more room than what they stand for: they are put in before anything is measured.
function wholeEvent({ ts: _ts, received, ...event }: CanonicalEvent): Json {
  return quoted({ time: moment(received), ...event });
}

function placeOf(event: CanonicalEvent, path: string, offset: number): JsonObject {
  const value = path.startsWith("/") ? valueAt(wholeEvent(event), path) : undefined;
  if (value === undefined) {
    throw new UserError(`Event ${event.id} has nothing at "${brief(path)}"`, {
      code: "usage",
      hint: `A path begins as /data does, and has the names that get_event shows: ${
        namesIn(event)
      }`,
    });
  }
  if (typeof value !== "string") {
    const { value: shown, cut } = cutJson(value, path);
    return { notice: NOTICE, id: event.id, path, value: shown, ...(cut.length ? { cut } : {}) };
  }
  const end = textEnd(value, offset + TEXT_A_CALL);
  return {
    notice: NOTICE,
    id: event.id,
    path,
    value: value.slice(offset, end),
    characters: value.length,
    next_offset: end < value.length ? end : null,
  };
}

/** Never between the two halves of a character. */
function textEnd(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}

function namesIn({ data }: CanonicalEvent): string {
  const names = typeof data === "object" && data !== null ? Object.keys(data) : [];
  return names.slice(0, 10).map((name) => `/data/${brief(name)}`).join(", ");
}

async function relatedOf(
  reader: EventReader,
  { id, correlation }: CanonicalEvent,
  now: number,
): Promise<Json> {
  if (correlation === undefined) return [];
  const q = parseQuery(`correlation:${quoteValue(correlation)}`, now);
  const { events } = await reader.page({ limit: MAX_RELATED + 1, q });
  return events.filter((event) => event.id !== id).slice(0, MAX_RELATED).map(eventBrief);
}
