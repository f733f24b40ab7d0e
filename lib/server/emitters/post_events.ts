import { setImmediate } from "node:timers";
import { type BodyFault, parseBody, type ParsedBody, parseLines } from "../../ingest/json_body.ts";
import { lineBatches } from "../../ingest/line_batches.ts";
import { fromEventsApi } from "../../ingest/adapters.ts";
import type { EventIngestor } from "../../ingest/event_ingestor.ts";
import { headerOf } from "../access/request_facts.ts";
import { isNdjson } from "./body.ts";
import { refuseEncoded } from "./content_encoding.ts";
import { readText } from "./read_text.ts";
import { BoundedPipeline } from "./bounded_pipeline.ts";
import { ACCEPTED, type EmitterRoute, refusal, type Reply } from "./reply.ts";

/** While so many batches of lines wait for the disk, no more are read. */
const BATCHES_AHEAD = 4;

/** Most faults that an answer lists. */
const MAX_FAULTS = 20;

/**
 * `POST /api/events`: an envelope, a canonical event, an array of them, or NDJSON. 204 says that
 * all of it is stored. 400 says what was not JSON and where; the rest of the batch is stored.
 */
export function postEvents(ingestor: EventIngestor): EmitterRoute {
  return async (request, path) => {
    const key = headerOf(request, "idempotency-key");
    const faults: BodyFault[] = [];
    let seen = 0;
    const store = async (parsed: ParsedBody, text?: string) => {
      const context = ingestor.context();
      const name = text === undefined ? undefined : ingestor.digestOf(path, text, context);
      const events = parsed.objects.flatMap((object, index) =>
        fromEventsApi(object, {
          ...context,
          key: key === undefined ? undefined : keyOf(key, seen + index),
          body: name === undefined ? undefined : `${name} ${index}`,
        })
      );
      seen += parsed.objects.length;
      faults.push(...parsed.faults.slice(0, MAX_FAULTS - faults.length));
      await ingestor.accept(events);
    };
    if (isNdjson(request)) {
      refuseEncoded(request);
      // Whoever stops reading because of a failure still wants to say so on this connection.
      const stream = request.iterator({ destroyOnReturn: false });
      const pipeline = new BoundedPipeline(BATCHES_AHEAD);
      for await (const { lines, firstLine } of lineBatches(stream)) {
        await pipeline.add(store(parseLines(lines, firstLine)));
        // What has arrived meanwhile would else be taken in one go, and nobody else served.
        await new Promise<void>((resolve) => void setImmediate(resolve));
      }
      await pipeline.end();
    } else {
      const text = await readText(request);
      await store(parseBody(text), text);
    }
    return faults.length === 0 ? ACCEPTED : describeFaults(faults, seen);
  };
}

/** A batch has one header: its later events get keys of their own. */
function keyOf(key: string, index: number): string {
  return index === 0 ? key : `${key}#${index}`;
}

function describeFaults(faults: readonly BodyFault[], stored: number): Reply {
  const list = faults.map(({ where, message }) => `${where}: ${message}`).join("; ");
  return refusal(400, {
    code: "not_json",
    message: list,
    hint: stored === 0 ? "Nothing was stored" : `The other ${stored} events were stored`,
  });
}
