import type { EventIngestor } from "../../ingest/event_ingestor.ts";
import type { BodyFault } from "../../ingest/json_body.ts";
import type { BodyParts } from "./body_reader.ts";
import { decodeSmall, formatsOf } from "./content_encoding.ts";
import { decodeText } from "./decode_text.ts";
import { charsetOf, largeBody } from "./large/large_body.ts";
import { ACCEPTED, type EmitterRoute, refusedReply, type Reply } from "./reply.ts";

/**
 * `POST /hooks/…`: one JSON object as Claude Code itself hands it out, answered 204 without a body
 * once it is stored.
 */
export function postHook(ingestor: EventIngestor, { large, reader }: BodyParts): EmitterRoute {
  return async (request, path) => {
    const formats = formatsOf(request);
    const pieces = await reader.readPieces(request);
    const small = decodeSmall(pieces, formats);
    if (small === null) {
      const body = largeBody(request, { path, formats, ...ingestor.context() });
      let fault: BodyFault | undefined;
      for await (const part of large.understand(body, pieces)) {
        fault ??= part.faults[0];
        await ingestor.accept(part.events);
      }
      return answer(fault);
    }
    const { events, faults } = ingestor.read(path, decodeText(small, charsetOf(request)));
    await ingestor.accept(events);
    return answer(faults[0]);
  };
}

function answer(fault: BodyFault | undefined): Reply {
  if (fault === undefined) return ACCEPTED;
  const message = `${fault.where}: ${fault.message}`;
  return refusedReply({ status: 400, error: { code: "not_json", message } });
}
