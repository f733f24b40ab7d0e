import { assertEquals } from "@std/assert";
import { Story } from "./_story.ts";

/** What Claude Code tells at a turn's end of what runs on. */
function running(...ids: readonly string[]) {
  return {
    data: {
      background_tasks: ids.map((id) => ({
        id,
        type: "shell",
        status: "running",
        description: `runs ${id}`,
      })),
    },
  };
}

Deno.test("what runs in the background is what was last reported of it", () => {
  const story = new Story().tell("prompt.submit").tell("turn.stop", running("b1", "b2"));
  assertEquals(story.session.background.map(({ id }) => id), ["b1", "b2"]);
  story.tell("prompt.submit").tell("turn.stop", running("b2"));
  assertEquals(story.session.background.map(({ id }) => id), ["b2"]);
  story.tell("prompt.submit").tell("turn.stop", running());
  assertEquals(story.session.background, []);
});

Deno.test("nothing runs in the background of a session that has ended", () => {
  const story = new Story().tell("prompt.submit").tell("turn.stop", running("b1"));
  story.tell("session.end");
  assertEquals(story.session.background, []);
});
