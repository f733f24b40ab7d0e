import { assertEquals } from "@std/assert";
import { isHousekeeping } from "./is_housekeeping.ts";
import { OWN_SOURCE } from "./own_source.ts";

Deno.test("isHousekeeping() folds away what is no news to a person", () => {
  const is = (type: string, given: Partial<Parameters<typeof isHousekeeping>[0]> = {}) =>
    isHousekeeping({ source: "claude-code", ...given, type });
  for (const type of ["session.status", "usage.tokens", "heartbeat", "client.ping"]) {
    assertEquals(is(type), true, type);
  }
  for (const type of ["tool.pre", "heartbeat.lost", "shipping"]) {
    assertEquals(is(type), false, type);
  }
  assertEquals(is("otel.tool.result"), true);
  assertEquals(is("otel.tool.result", { status: "error" }), false);
  const own = { source: OWN_SOURCE };
  assertEquals(is("git.commit", { ...own, correlation: "toolu_1" }), true);
  assertEquals(is("git.commit", own), false);
  assertEquals(is("git.commit", { correlation: "toolu_1" }), false);
});
