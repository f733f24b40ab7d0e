import { assertEquals } from "@std/assert";
import { SILENCE, SILENCE_SHOWN_AFTER } from "./rules.ts";
import { Story } from "./_story.ts";

const seconds = (ms: number) => ms / 1000;

Deno.test("an agent that is silent is lost after the time of what it does, and not before", () => {
  const thinks = new Story().tell("prompt.submit").wait(seconds(SILENCE.working));
  assertEquals(thinks.session.state, "working");
  assertEquals(thinks.wait(1).session.state, "lost");
  const runs = new Story().tell("prompt.submit").starts("Bash", "t1").wait(seconds(SILENCE.tool));
  assertEquals(runs.session.state, "working");
  assertEquals(runs.wait(1).session.state, "lost");
});

Deno.test("a silence is shown from a minute on, but for a tool that runs", () => {
  const story = new Story().tell("prompt.submit");
  const last = story.now;
  const minute = seconds(SILENCE_SHOWN_AFTER);
  assertEquals(story.wait(minute - 1).session.silent_since, null);
  assertEquals(story.wait(1).session.silent_since, last);
  const runs = new Story().tell("prompt.submit").starts("Bash", "t1").wait(minute);
  assertEquals(runs.session.silent_since, null);
});

Deno.test("a session that does not say how it began was started", () => {
  assertEquals(new Story().tell("session.start").state.sessions.get("s")?.begin?.source, "startup");
  const resumed = new Story().tell("session.start", { data: { source: "resume" } });
  assertEquals(resumed.state.sessions.get("s")?.begin?.source, "resume");
});
