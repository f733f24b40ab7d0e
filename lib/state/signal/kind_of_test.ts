import { assertEquals } from "@std/assert";
import { testDraft } from "../../../tests/support/events.ts";
import type { EventDraft, JsonObject } from "../../events/event.ts";
import { OWN_SOURCE } from "../../events/own_source.ts";
import { kindOf } from "./kind_of.ts";

const kind = (given: Partial<EventDraft>, payload: JsonObject = {}) =>
  kindOf({ id: 1, ...testDraft(given) }, payload);

Deno.test("kindOf() knows notices by their type, and older ones by their words", () => {
  const notice = (payload: JsonObject) => kind({ type: "notification" }, payload);
  const cases: readonly (readonly [JsonObject, string])[] = [
    [{ notification_type: "permission_prompt" }, "permission.ask"],
    [{ notification_type: "idle_prompt", message: "needs your permission" }, "idle.notice"],
    [{ notification_type: "elicitation_dialog" }, "input.ask"],
    [{ notification_type: "elicitation_complete" }, "input.answer"],
    [{ message: "Claude needs your permission to use Bash" }, "permission.ask"],
    [{ message: "Claude is waiting for your input" }, "idle.notice"],
    [{ notification_type: "constructor" }, "activity"],
    [{ message: "Hello" }, "activity"],
    [{}, "activity"],
  ];
  for (const [payload, expected] of cases) {
    assertEquals(notice(payload), expected, JSON.stringify(payload));
  }
});

Deno.test("kindOf() believes what Claude Code writes down of itself from the monitor alone", () => {
  const status = (source: string, status?: string) =>
    kind({ type: "claude.status", source }, status === undefined ? {} : { status });
  assertEquals(status(OWN_SOURCE, "busy"), "claude.works");
  assertEquals(status("claude-code", "busy"), "activity");
  assertEquals([status(OWN_SOURCE), status(OWN_SOURCE, "toString")], ["activity", "activity"]);
});

Deno.test("kindOf() tells ends of tools, turns and agents apart", () => {
  const cases: readonly (readonly [Partial<EventDraft>, JsonObject, string])[] = [
    [{ type: "tool.post" }, {}, "tool.end"],
    [{ type: "tool.post", status: "error" }, {}, "tool.failed"],
    [{ type: "tool.failure" }, { is_interrupt: true }, "tool.interrupted"],
    [{ type: "tool.failure" }, {}, "tool.failed"],
    [{ type: "turn.failure" }, {}, "turn.failed"],
    [{ type: "turn.failure", agent: "a" }, {}, "agent.failed"],
    [{ type: "turn.stop" }, {}, "turn.end"],
    [{ type: "turn.stop", status: "error" }, {}, "turn.failed"],
    [{ type: "agent.stop" }, {}, "agent.end"],
    [{ type: "agent.stop", status: "error" }, {}, "agent.failed"],
    [{ type: "session.start" }, { source: "compact" }, "session.compacted"],
    [{ type: "session.start" }, { source: "startup" }, "session.start"],
    [{ type: "otel.tool.result" }, {}, "tool.measured"],
    [{ type: "otel.tool.result", status: "error" }, {}, "tool.broken"],
    [{ type: "otel.tool.decision" }, { decision: "accept" }, "permission.allowed"],
    [
      { type: "otel.tool.decision" },
      { decision: "reject", source: "user_reject" },
      "permission.refused",
    ],
    [{ type: "otel.tool.decision" }, { decision: "reject", source: "config" }, "permission.denied"],
    [{ type: "hasOwnProperty" }, {}, "activity"],
  ];
  for (const [given, payload, expected] of cases) {
    assertEquals(kind(given, payload), expected, JSON.stringify([given, payload]));
  }
});
