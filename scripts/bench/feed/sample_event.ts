import type { CanonicalEvent } from "../../../lib/events/event.ts";

const TEXT = "x".repeat(420);

/** An event whose JSON has about 600 bytes. */
export function sampleEvent(id: number): CanonicalEvent {
  const now = Date.now();
  return {
    id,
    ts: now,
    received: now,
    source: "bench",
    category: "other",
    type: "bench.tick",
    summary: "A tick",
    data: { type: "bench.tick", summary: "A tick", text: TEXT },
  };
}
