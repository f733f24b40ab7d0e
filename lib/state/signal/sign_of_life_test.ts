import { assertEquals } from "@std/assert";
import { testDraft } from "../../../tests/support/events.ts";
import { OWN_SOURCE } from "../../events/own_source.ts";
import { isHeartbeat, isOwnSign, isSignOfLife } from "./sign_of_life.ts";

const event = (source: string, type: string) => ({ id: 1, ...testDraft({ source, type }) });

Deno.test("isSignOfLife() knows what a session does from what is measured or drawn", () => {
  assertEquals(isSignOfLife(event("claude-code", "tool.pre")), true);
  assertEquals(isSignOfLife(event("claude-code", "session.status")), false);
  assertEquals(isSignOfLife(event("otel", "otel.api.request")), true);
  assertEquals(isSignOfLife(event("otel", "otel.metric")), false);
  // The monitor derives events of its own from others: commits, tests, its start.
  for (const type of ["git.commit", "tool.pre", "claude.status"]) {
    assertEquals(isSignOfLife(event(OWN_SOURCE, type)), false, type);
  }
});

Deno.test("isOwnSign() and isHeartbeat() are about what the monitor saw itself", () => {
  assertEquals(isOwnSign(event(OWN_SOURCE, "session.end")), true);
  assertEquals(isOwnSign(event("claude-code", "session.end")), false);
  assertEquals(isOwnSign(event(OWN_SOURCE, "git.commit")), false);
  assertEquals(isHeartbeat(event(OWN_SOURCE, "claude.status")), true);
  assertEquals(isHeartbeat(event(OWN_SOURCE, "session.end")), false);
  assertEquals(isHeartbeat(event("claude-mpm", "claude.status")), false);
});
