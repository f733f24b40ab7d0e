import { assertEquals, assertStrictEquals } from "@std/assert";
import { TEST_TIME, testDraft } from "../../../../tests/support/events.ts";
import { storable } from "./storable.ts";

Deno.test("storable() leaves a draft alone that reads as it was written", () => {
  const draft = testDraft({ session: "größe 🙂" });
  assertStrictEquals(storable(draft), draft);
});

Deno.test("storable() makes whole of times and texts, each by itself", () => {
  const text = testDraft({ summary: "a\0b" });
  assertEquals(storable(text), { ...text, summary: "a\u2400b" });
  const lone = testDraft({ tool: "x\ud800" });
  assertEquals(storable(lone), { ...lone, tool: "x\ufffd" });
  const early = testDraft({ ts: TEST_TIME + 0.4 });
  assertEquals(storable(early), { ...early, ts: TEST_TIME });
  const late = testDraft({ received: TEST_TIME + 0.6 });
  assertEquals(storable(late), { ...late, received: TEST_TIME + 1 });
});
