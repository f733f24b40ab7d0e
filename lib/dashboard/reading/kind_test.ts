import { assertEquals } from "@std/assert";
import { testDraft } from "../../../tests/support/events.ts";
import { kindOf } from "./kind.ts";

const NOTICES = [
  ["permission_prompt", "waiting"],
  ["elicitation_dialog", "waiting"],
  ["agent_needs_input", "waiting"],
  // As in Overview: the session is idle, and nothing is held up.
  ["idle_prompt", "note"],
  ["auth_success", "note"],
] as const;

Deno.test("kindOf() marks the notices of agents that cannot go on", () => {
  for (const [notification_type, kind] of NOTICES) {
    const draft = testDraft({ type: "notification", data: { notification_type } });
    assertEquals(kindOf({ id: 1, ...draft }), kind, notification_type);
  }
});
