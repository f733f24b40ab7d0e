import type { EventDraft } from "../../lib/events/event.ts";
import type { NewEvent } from "../../lib/events/new_event.ts";

/** When the events of tests happen; ms since 1970, UTC. */
export const TEST_TIME = 1_800_000_000_000;

/** An event such as a tool's beginning, with what the test cares for. */
export function testDraft(given: Partial<EventDraft> = {}): EventDraft {
  return {
    ts: TEST_TIME,
    received: TEST_TIME,
    source: "test",
    category: "tool",
    type: "tool.pre",
    summary: "Bash: npm test",
    data: { tool_name: "Bash" },
    ...given,
  };
}

/** So many events, told apart by `data.n`. */
export function testEvents(count: number, given: Partial<EventDraft> = {}): NewEvent[] {
  return Array.from({ length: count }, (_, n) => ({ draft: testDraft({ data: { n }, ...given }) }));
}
