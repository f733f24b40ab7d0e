/** The order of arrival is not the order of happening. */
import { assertEquals } from "@std/assert";
import { Story } from "../_story.ts";

const STARTUP = { data: { source: "startup" } };

Deno.test("the start of a session that is told late does not end its turn", () => {
  const story = new Story().tell("prompt.submit").wait(3).tell("session.start", STARTUP);
  assertEquals(story.session.state, "working");
  story.starts("Bash", "t1").tell("permission.request", { tool: "Bash" });
  assertEquals(story.session.state, "permission");
});

Deno.test("a session whose start is told after its end has ended", () => {
  const story = new Story().tell("prompt.submit").tell("turn.stop").tell("session.end");
  const { ended } = story.session;
  story.tell("session.start", STARTUP);
  assertEquals([story.session.state, story.session.ended], ["done", ended]);
});

Deno.test("a session that is resumed after its end is idle, however its start was told then", () => {
  const seen = new Story().tell("session.start", STARTUP).tell("prompt.submit").tell("session.end")
    .wait(2).tell("session.start", { data: { source: "resume" } });
  assertEquals([seen.session.state, seen.session.ended], ["idle", null]);
  const unseen = new Story().tell("prompt.submit").tell("session.end").wait(3600)
    .tell("session.start", { data: { source: "resume" } });
  assertEquals([unseen.session.state, unseen.session.ended], ["idle", null]);
});

Deno.test("a run of a resumed session may be over before its start is told", () => {
  const story = new Story().tell("session.start", STARTUP).tell("prompt.submit").tell("session.end")
    .wait(60).tell("prompt.submit").tell("turn.stop").tell("session.end")
    .tell("session.start", { data: { source: "resume" } });
  assertEquals(story.session.state, "done");
});

Deno.test("a session that is started again after a crash is idle", () => {
  const story = new Story().tell("session.start", STARTUP).tell("prompt.submit").wait(30)
    .tell("session.start", { data: { source: "resume" } });
  assertEquals(story.session.state, "idle");
});

Deno.test("hooks that waited for a server count when they ran", () => {
  const story = new Story().tell("prompt.submit");
  const ran = story.now;
  story.wait(3600).tell("prompt.submit", { ts: ran + 2_000 });
  assertEquals([story.session.state, story.session.last], ["lost", ran + 2_000]);
});

Deno.test("a tool whose end comes before its start is not running", () => {
  const story = new Story().tell("prompt.submit").ends("Bash", "t1").starts("Bash", "t1");
  assertEquals(story.agent("main").tool, null);
  story.starts("Read", "t2").ends("Read", "t2").starts("Read", "t2");
  assertEquals(story.agent("main").tool?.name, "Read");
});

Deno.test("a turn whose end comes before its prompt is over", () => {
  const turn = (id: string) => ({ correlation: id, data: { prompt_id: id } });
  const story = new Story().tell("prompt.submit", turn("p1")).tell("turn.stop", turn("p1"))
    .tell("turn.stop", turn("p2")).tell("prompt.submit", turn("p2"));
  assertEquals(story.session.state, "idle");
  assertEquals(story.tell("prompt.submit", turn("p3")).session.state, "working");
});

Deno.test("the end of the last turn that is told after the next prompt ends nothing", () => {
  const turn = (id: string) => ({ correlation: id, data: { prompt_id: id } });
  const story = new Story().tell("prompt.submit", turn("p1")).wait(5);
  const over = story.now;
  story.tell("prompt.submit", turn("p2")).tell("turn.stop", { ...turn("p1"), ts: over });
  assertEquals(story.session.state, "working");
  assertEquals(story.tell("turn.stop", turn("p2")).session.state, "idle");
});

Deno.test("an agent whose end comes before its start is not shown at work", () => {
  const story = new Story().tell("prompt.submit").tell("agent.stop", { agent: "a1" })
    .tell("agent.start", { agent: "a1", data: { agent_type: "tester" } });
  assertEquals(story.states, { main: "working" });
});

Deno.test("what is told right after the end of a session does not wake it", () => {
  const story = new Story().tell("prompt.submit").starts("Bash", "t1").tell("session.end");
  story.tell("tool.failure", { tool: "Bash", correlation: "t1" }).tell("tool.batch")
    .starts("Read", "t2").tell("permission.request", { tool: "Read" }).tell("turn.stop");
  assertEquals(story.session.state, "done");
});

Deno.test("what is told right after the end of an agent does not wake it", () => {
  const story = new Story().tell("prompt.submit")
    .tell("agent.start", { agent: "a1", data: { agent_type: "tester" } })
    .tell("agent.stop", { agent: "a1" }).starts("Bash", "t1", { agent: "a1" });
  assertEquals(story.states, { main: "working", a1: "done" });
  // Given work again.
  story.wait(60).tell("agent.start", { agent: "a1", data: { agent_type: "tester" } });
  assertEquals(story.states, { main: "working", a1: "working" });
});

Deno.test("telemetry counts when it happened, not when it is told", () => {
  const story = new Story().tell("prompt.submit");
  const happened = story.now + 2_000;
  story.wait(8).tell("otel.api.request", { source: "otel", ts: happened });
  assertEquals(story.session.last, happened);
});
