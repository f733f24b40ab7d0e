import type { CanonicalEvent } from "../../events/event.ts";

/** An event for tests, with sensible values for all that a test does not care about. */
export function sample(id: number, change: Partial<CanonicalEvent> = {}): CanonicalEvent {
  return {
    id,
    ts: 1000 * id,
    received: 1000 * id,
    source: "claude-code",
    category: "tool",
    type: "note",
    session: "s1",
    project: "/home/dev/shop-api",
    summary: `Event ${id}`,
    data: {},
    ...change,
  };
}

/** The beginning of a tool call, for tests. */
export function began(id: number, change: Partial<CanonicalEvent> = {}): CanonicalEvent {
  return sample(id, { type: "tool.pre", tool: "Bash", status: "running", ...change });
}

/** The end of a tool call, for tests. */
export function ended(id: number, change: Partial<CanonicalEvent> = {}): CanonicalEvent {
  return sample(id, { type: "tool.post", tool: "Bash", status: "ok", ...change });
}
