import { assertEquals } from "@std/assert";
import { endReason } from "./end_reason.ts";

Deno.test("endReason() tells a failure from what the person ended", () => {
  const kinds = (payload: Parameters<typeof endReason>[0]) => {
    const { failed, cancelled } = endReason(payload);
    return failed ? "failed" : cancelled ? "cancelled" : "ended";
  };
  assertEquals(kinds({}), "ended");
  assertEquals(kinds({ reason: "finished" }), "ended");
  for (const reason of ["error", "timeout", "blocked"]) assertEquals(kinds({ reason }), "failed");
  assertEquals(kinds({ reason: "user_cancel" }), "cancelled");
  const { failed, cancelled } = endReason({ reason: "error", is_user_initiated: true });
  assertEquals([failed, cancelled], [false, true]);
});

Deno.test("endReason() repeats no reason that says nothing", () => {
  for (const reason of ["unknown", "finished", "completed", "normal"]) {
    assertEquals(endReason({ reason }).text, undefined);
  }
  assertEquals(endReason({ reason: "out of turns" }).text, "out of turns");
});
