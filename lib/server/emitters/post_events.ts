import { setImmediate } from "node:timers";
import type { EventIngestor } from "../../ingest/event_ingestor.ts";
import { lineParts } from "../../ingest/line_batches.ts";
import { LARGE_BODY } from "../limits.ts";
import { isNdjson } from "./body.ts";
import { formatsOf, refuseEncoded } from "./content_encoding.ts";
import { EventBatch } from "./event_batch.ts";
import type { BodyParts } from "./body_reader.ts";
import type { EmitterRoute } from "./reply.ts";

/**
 * `POST /api/events`: an envelope, a canonical event, an array of them, or NDJSON. 204 says that
 * all of it is stored. 400 says what was not JSON and where; the rest of the batch is stored.
 */
export function postEvents(ingestor: EventIngestor, { large, reader }: BodyParts): EmitterRoute {
  return async (request, path) => {
    const batch = new EventBatch({ ingestor, large, request, path });
    if (isNdjson(request)) {
      refuseEncoded(request);
      for await (const lines of lineParts(reader.stream(request), LARGE_BODY)) {
        await batch.addLines(lines);
        // What has arrived meanwhile would else be taken in one go, and nobody else served.
        await new Promise<void>((resolve) => void setImmediate(resolve));
      }
    } else {
      const formats = formatsOf(request);
      await batch.addBody(await reader.readPieces(request), formats);
    }
    return await batch.end();
  };
}
