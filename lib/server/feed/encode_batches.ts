import type { CanonicalEvent } from "../../events/event.ts";
import { eventPacket, SharedPackets } from "./shared_packets.ts";

/** A batch leaves as one message; it ends when its text passes this many UTF-16 units. */
const MAX_TEXT = 1024 * 1024;

/** An encoded batch and the ids in it. */
export interface Batch {
  readonly first: number;
  readonly last: number;
  readonly packets: SharedPackets;
}

/**
 * Encodes events into as few messages of bounded size as possible.
 *
 * @param encoded texts of events that were encoded already; new ones are added
 */
export function encodeBatches(
  events: readonly CanonicalEvent[],
  encoded: Map<CanonicalEvent, string> = new Map(),
): Batch[] {
  const batches: Batch[] = [];
  let texts: string[] = [];
  let size = 0;
  let first = 0;
  events.forEach((event, index) => {
    const text = encoded.get(event) ?? JSON.stringify(event);
    encoded.set(event, text);
    if (texts.length === 0) first = event.id;
    texts.push(text);
    size += text.length;
    if (size < MAX_TEXT && index < events.length - 1) return;
    const json = `{"events":[${texts.join(",")}],"last":${event.id}}`;
    batches.push({
      first,
      last: event.id,
      packets: new SharedPackets([eventPacket("events", json)]),
    });
    texts = [];
    size = 0;
  });
  return batches;
}
