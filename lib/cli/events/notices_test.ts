import { assertEquals } from "@std/assert";
import type { CanonicalEvent } from "../../events/event.ts";
import { withoutNotices } from "./notices.ts";

let id = 0;

function event(type: string, received: number, more: Partial<CanonicalEvent> = {}): CanonicalEvent {
  id++;
  const about = { source: "claude-code", category: "other", session: "s", summary: "" } as const;
  return { id, ts: received, received, type, data: {}, ...about, ...more };
}

function notice(received: number, notification_type: string, session = "s"): CanonicalEvent {
  return event("notification", received, { session, data: { notification_type } });
}

Deno.test("withoutNotices() leaves out the notice of a question that was reported", () => {
  const passes = withoutNotices();
  assertEquals(
    [
      event("permission.request", 0),
      notice(6_000, "permission_prompt"),
      event("elicitation.request", 7_000),
      notice(13_000, "elicitation_dialog"),
    ].map(passes),
    [true, false, true, false],
  );
});

Deno.test("withoutNotices() lets notices pass that are the only word of a question", () => {
  const passes = withoutNotices();
  assertEquals(
    [
      notice(0, "permission_prompt"),
      event("permission.request", 1_000),
      notice(2_000, "permission_prompt", "other"),
      notice(3_000, "elicitation_dialog"),
      notice(4_000, "idle_prompt"),
      notice(100_000, "permission_prompt"),
    ].map(passes),
    [true, true, true, true, true, true],
  );
});
