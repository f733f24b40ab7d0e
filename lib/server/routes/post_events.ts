import type { Context, Handler } from "hono";
import { bodyIdentity, fromEventsApi } from "../../ingest/mod.ts";
import { accepted, refuse } from "../answers.ts";
import type { Intake } from "../intake.ts";
import { type BodyFault, parseBody, type ParsedBody, parseLines } from "../../ingest/json_body.ts";
import { lineBatches } from "../../ingest/line_batches.ts";
import { isNdjson, readText } from "./read_body.ts";

/** Most faults that an answer lists. */
const MAX_FAULTS = 20;

/**
 * `POST /api/events`: an envelope, a canonical event, an array of them, or NDJSON. 204 says that
 * all of it is stored. 400 says what was not JSON and where; the rest of the batch is stored.
 */
export function postEvents(intake: Intake): Handler {
  return async (context) => {
    const key = context.req.header("idempotency-key");
    const faults: BodyFault[] = [];
    let stored = 0;
    const store = async (parsed: ParsedBody, text?: string) => {
      const arrival = intake.arrival();
      const events = parsed.objects.flatMap((object, index) =>
        fromEventsApi(object, {
          ...arrival,
          key: key === undefined ? undefined : keyOf(key, stored + index),
          body: text === undefined ? undefined : bodyIdentity("/api/events", text, index),
        })
      );
      await intake.accept(events);
      stored += parsed.objects.length;
      faults.push(...parsed.faults.slice(0, MAX_FAULTS - faults.length));
    };
    const stream = isNdjson(context) ? context.req.raw.body : null;
    if (stream === null) {
      const text = await readText(context);
      await store(parseBody(text), text);
    } else {
      for await (const { lines, firstLine } of lineBatches(stream)) {
        await store(parseLines(lines, firstLine));
      }
    }
    return faults.length === 0 ? accepted(context) : describeFaults(context, faults, stored);
  };
}

/** A batch has one header: its later events get keys of their own. */
function keyOf(key: string, index: number): string {
  return index === 0 ? key : `${key}#${index}`;
}

function describeFaults(context: Context, faults: readonly BodyFault[], stored: number): Response {
  const list = faults.map(({ where, message }) => `${where}: ${message}`).join("; ");
  return refuse(context, 400, {
    code: "not_json",
    message: list,
    hint: stored === 0 ? "Nothing was stored" : `The other ${stored} events were stored`,
  });
}
