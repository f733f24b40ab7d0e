import type { JsonObject } from "../../events/event.ts";
import { parseLines } from "../../ingest/json_body.ts";
import { isJsonObject } from "../../events/json.ts";
import { UserError } from "../../user_error.ts";
import { chooseInstance } from "../core/choose_instance.ts";
import type { Command, CommandResult } from "../core/command.ts";
import { readLines } from "../events/read_lines.ts";
import { type Destination, sendEvents } from "../events/sender.ts";
import { plural } from "../core/format.ts";
import { portOption, readSettings, textOption } from "../core/settings.ts";

/** Events in one request. */
const BATCH = 100;
const EXAMPLE = 'mpm-monitor send --type build.done --json \'{"summary":"Built in 3 s"}\'';

/** `send`: one event, or one a line from standard input. */
export const send: Command = {
  name: "send",
  summary: "Send one event, or NDJSON from standard input",
  usage: "[-]",
  args: { min: 0, max: 1 },
  options: [
    { name: "type", value: "T", summary: "The event's type, such as build.done" },
    { name: "json", value: "DATA", summary: "The event as a JSON object; '-' reads one a line" },
    { name: "port", value: "PORT", summary: "Server to send to; the first unless given" },
  ],
  examples: [EXAMPLE, "mpm-monitor send - < events.ndjson"],
  async run({ args, options }) {
    const type = textOption(options, "type");
    const data = args[0] ?? textOption(options, "json");
    if (data === undefined && type === undefined) {
      throw new UserError("There is no event to send", { code: "usage", hint: EXAMPLE });
    }
    if (args[0] !== undefined && args[0] !== "-") {
      throw new UserError(`Unexpected argument "${args[0]}"`, { code: "usage", hint: EXAMPLE });
    }
    const event = data === "-" ? null : readEvent(data ?? "{}");
    const { record } = await chooseInstance(readSettings().paths, portOption(options, "port"));
    if (event === null) return await sendStream(type, record);
    await sendEvents([withType(event, type)], record);
    return sent(1, record);
  },
};

async function sendStream(type: string | undefined, to: Destination): Promise<CommandResult> {
  let count = 0;
  for await (const { lines, firstLine } of readLines("-")) {
    for (let from = 0; from < lines.length; from += BATCH) {
      const part = parseLines(lines.slice(from, from + BATCH), firstLine + from);
      if (part.objects.length > 0) {
        await sendEvents(part.objects.map((event) => withType(event, type)), to);
      }
      count += part.objects.length;
      const fault = part.faults[0];
      if (fault !== undefined) {
        throw new UserError(`Cannot send ${fault.where}: ${fault.message}`, {
          code: "failed",
          hint: `${plural(count, "event")} before it and beside it were sent`,
        });
      }
    }
  }
  return sent(count, to);
}

function readEvent(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError("Cannot read the event", { code: "usage", reason, hint: EXAMPLE });
  }
  if (isJsonObject(value)) return value;
  throw new UserError("An event is a JSON object", { code: "usage", hint: EXAMPLE });
}

function withType(event: JsonObject, type: string | undefined): JsonObject {
  return type === undefined ? event : { ...event, type };
}

function sent(count: number, { port }: Destination): CommandResult {
  return { text: `Sent ${plural(count, "event")} to port ${port}`, json: { port, sent: count } };
}
