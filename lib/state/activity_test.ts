import { assertEquals } from "@std/assert";
import { Story } from "./_story.ts";

Deno.test("A session's activity counts its events in steps of 15 s, housekeeping aside", () => {
  const story = new Story();
  story.now = Math.ceil(story.now / 15_000) * 15_000;
  const begin = story.now;
  story.tell("prompt.submit").tell("tool.pre", { tool: "Bash" }).tell("hook.execution");
  assertEquals(story.session.activity, [[begin, 2]]);
  story.wait(60).tell("turn.stop");
  assertEquals(story.session.activity, [[begin, 2], [begin + 60_000, 1]]);
  // What is older than ten minutes is not told any more.
  story.wait(560);
  assertEquals(story.session.activity, [[begin + 60_000, 1]]);
  story.wait(600);
  assertEquals(story.session.activity, []);
});
