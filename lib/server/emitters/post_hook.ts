import type { JsonObject } from "../../events/event.ts";
import { parseBody } from "../../ingest/json_body.ts";
import type { IngestContext } from "../../ingest/ingest_context.ts";
import type { NewEvent } from "../../events/new_event.ts";
import type { EventIngestor } from "../../ingest/event_ingestor.ts";
import { readText } from "./read_text.ts";
import { ACCEPTED, type EmitterRoute, refusal } from "./reply.ts";

/** Understands one object of a shape. */
export type Adapter = (body: JsonObject, context: IngestContext) => readonly NewEvent[];

/**
 * `POST /hooks/…`: one JSON object as Claude Code itself hands it out, answered 204 without a body
 * once it is stored.
 */
export function postHook(ingestor: EventIngestor, adapt: Adapter): EmitterRoute {
  return async (request, path) => {
    const text = await readText(request);
    const { objects, faults } = parseBody(text);
    const { received, redact } = ingestor.context();
    const name = ingestor.digestOf(path, text, { received });
    const events: NewEvent[] = [];
    for (const [index, object] of objects.entries()) {
      events.push(...adapt(object, { received, redact, body: `${name} ${index}` }));
    }
    await ingestor.accept(events);
    const fault = faults[0];
    if (fault === undefined) return ACCEPTED;
    return refusal(400, { code: "not_json", message: `${fault.where}: ${fault.message}` });
  };
}
